/** Posters and backdrops, drawn on demand; a film's picture never changes while the server runs. */
exports.pictureRoutes = async (app, { movies }) => {
  const { drawPoster } = await import('../../catalogue/posters/draw-poster.mjs');

  const serve = (shape) => {
    const drawn = new Map();
    return (request, response) => {
      const movie = movies.find(({ id }) => `${id}.svg` === request.params.file);
      if (!movie) return response.status(404).type('text').send('There is no such picture.');
      if (!drawn.has(movie.id)) drawn.set(movie.id, drawPoster(movie, shape));
      response.set('cache-control', 'public, max-age=86400').type('image/svg+xml').send(drawn.get(movie.id));
    };
  };
  app.get('/posters/:file', serve('poster'));
  app.get('/backdrops/:file', serve('backdrop'));
};
