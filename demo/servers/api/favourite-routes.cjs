const { toSummary } = require('./catalogue.cjs');

/** A visitor's favourites, newest first. */
exports.favouriteRoutes = (app, { movies, ratings, visitors }) => {
  app.get('/api/favourites', async (request, response) => {
    const { favourites } = visitors.of(request, response);
    const chosen = [...favourites].reverse().map((id) => movies.find((movie) => movie.id === id));
    response.json({ movies: (await ratings.addRatings(chosen)).map(toSummary) });
  });

  const change = (isFavourite) => (request, response) => {
    const id = Number(request.params.id);
    if (!movies.some((movie) => movie.id === id))
      return response.status(404).json({ error: 'No such film.' });
    const { favourites } = visitors.of(request, response);
    if (isFavourite) favourites.add(id);
    else favourites.delete(id);
    response.json({ isFavourite, count: favourites.size });
  };
  app.put('/api/favourites/:id', change(true));
  app.delete('/api/favourites/:id', change(false));
};
