const express = require('express');
const { featuredOf, genresOf, moviesOf, toSummary } = require('./catalogue.cjs');

/** Films: all, one, by search, similar ones, and a visitor's vote. */
exports.movieRoutes = (app, { movies, ratings, search, visitors }) => {
  const movieOf = (request) => {
    const movie = movies.find(({ id }) => String(id) === request.params.id);
    if (!movie) throw Object.assign(new Error('No such film.'), { status: 404 });
    return movie;
  };
  const summaries = async (found) => (await ratings.addRatings(found)).map(toSummary);

  app.get('/api/movies', async (request, response) => {
    const all = await summaries(movies);
    response.json({
      genres: genresOf(movies),
      featured: featuredOf(all),
      movies: moviesOf(all, request.query.genre),
    });
  });

  app.get('/api/movies/:id', async (request, response) => {
    const [movie] = await ratings.addRatings([movieOf(request)]);
    const isFavourite = visitors.of(request, response).favourites.has(movie.id);
    response.json({
      ...toSummary(movie),
      director: movie.director,
      cast: movie.cast,
      synopsis: movie.synopsis,
      isFavourite,
    });
  });

  app.get('/api/movies/:id/similar', async (request, response) => {
    const ids = await ratings.recommendationIds(movieOf(request).id);
    response.json({ movies: await summaries(ids.map((id) => movies.find((movie) => movie.id === id))) });
  });

  app.put('/api/movies/:id/rating', express.json(), async (request, response) => {
    const { id } = movieOf(request);
    const visitor = visitors.of(request, response);
    const stars = request.body?.stars;
    const { score, votes } = await ratings.rate(id, stars, visitor.stars.get(id));
    visitor.stars.set(id, stars);
    response.json({ score, votes });
  });

  app.get('/api/search', async (request, response) => {
    const query = String(request.query.q ?? '').trim();
    response.json({ query, movies: await summaries(await search.find(query)) });
  });
};
