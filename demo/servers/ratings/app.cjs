const { setTimeout: wait } = require('node:timers/promises');
const express = require('express');
const { createFaultSwitch } = require('../fault-switch.cjs');
const { similarMovies } = require('./similar-movies.cjs');

const longestDelayMillis = 10_000;

const isStars = (value) => Number.isInteger(value) && value >= 1 && value <= 5;

/**
 * The ratings service.
 * @param {{ movies: import('../../catalogue/movies.mjs').Movie[] }} options
 */
exports.createRatings = ({ movies }) => {
  const app = express().disable('x-powered-by').disable('etag');
  /** @type {Map<number, { total: number, votes: number }>} */
  const tallies = new Map(movies.map(({ id, rating, votes }) => [id, { total: rating * votes, votes }]));

  const ratingOf = (id) => {
    const { total, votes } = tallies.get(id);
    return { id, score: Math.round((total / votes) * 10) / 10, votes };
  };

  const faults = createFaultSwitch();
  app.get('/fault', faults.get);
  app.put('/fault', faults.put);
  app.use(faults.misbehave);

  app.get('/ratings', (request, response) => {
    const asked =
      typeof request.query.ids === 'string' ? request.query.ids.split(',').map(Number) : [...tallies.keys()];
    response.json({ ratings: asked.filter((id) => tallies.has(id)).map(ratingOf) });
  });

  app.put('/ratings/:id', express.json(), (request, response) => {
    const tally = tallies.get(Number(request.params.id));
    const { stars, insteadOf } = request.body ?? {};
    if (!tally) return response.status(404).json({ error: 'No such film.' });
    if (!isStars(stars) || (insteadOf !== undefined && !isStars(insteadOf))) {
      return response.status(400).json({ error: 'stars must be a whole number from 1 to 5.' });
    }
    // A second vote replaces the first.
    tally.total += (stars - (insteadOf ?? 0)) * 2;
    tally.votes += insteadOf ? 0 : 1;
    response.json(ratingOf(Number(request.params.id)));
  });

  app.get('/recommendations/:id', (request, response) => {
    const movie = movies.find(({ id }) => id === Number(request.params.id));
    if (!movie) return response.status(404).json({ error: 'No such film.' });
    response.json({ ids: similarMovies(movie, movies).map(({ id }) => id) });
  });

  app.get('/slow', async (request, response) => {
    const delayMillis = Math.min(Math.max(Number(request.query.delay) || 0, 0), longestDelayMillis);
    await wait(delayMillis);
    response.json({ waitedMillis: delayMillis });
  });

  app.get('/fail', () => {
    throw new Error('The ratings ledger cannot be read');
  });

  app.use((_request, response) => response.status(404).json({ error: 'There is nothing here.' }));
  // Express knows an error handler by its four parameters.
  app.use((error, _request, response, _next) =>
    response.status(error.status ?? 500).json({ error: error.message }),
  );
  return app;
};
