const timeoutMillis = 12_000;

/**
 * Asks the ratings service over HTTP. An answer that is not 2xx becomes an error with the service's own words.
 * @param {{ ratingsUrl: string }} options
 */
exports.createRatingsClient = ({ ratingsUrl }) => {
  const ask = async (path, { method = 'GET', body } = {}) => {
    const response = await fetch(`${ratingsUrl}${path}`, {
      method,
      headers: body && { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMillis),
    });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
    return answer;
  };

  return {
    /** Adds score and votes to films. Without the service the films are shown all the same, without a score. */
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
