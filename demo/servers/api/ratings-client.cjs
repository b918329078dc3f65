const { askService } = require('./ask-service.cjs');

/**
 * Creates a client of the ratings service.
 * @param {{ ratingsUrl: string }} options
 */
exports.createRatingsClient = ({ ratingsUrl }) => {
  const ask = askService(ratingsUrl);

  return {
    ask,
    /** Adds score and votes to films. Without the service the films are shown without a score. */
    async addRatings(movies) {
      if (movies.length === 0) return [];
      try {
        const { ratings } = await ask(`/ratings?ids=${movies.map(({ id }) => id).join()}`);
        const byId = new Map(ratings.map((rating) => [rating.id, rating]));
        return movies.map((movie) => ({
          ...movie,
          score: byId.get(movie.id).score,
          votes: byId.get(movie.id).votes,
        }));
      } catch {
        return movies.map((movie) => ({ ...movie, score: null, votes: null }));
      }
    },
    rate: (id, stars, insteadOf) => ask(`/ratings/${id}`, { method: 'PUT', body: { stars, insteadOf } }),
    recommendationIds: async (id) => (await ask(`/recommendations/${id}`)).ids,
    slow: (delayMillis) => ask(`/slow?delay=${delayMillis}`),
    fail: () => ask('/fail'),
  };
};
