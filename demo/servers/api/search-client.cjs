const { askService } = require('./ask-service.cjs');
const { searchMovies } = require('./catalogue.cjs');

/**
 * Finds films by words: with the search service if there is one, otherwise in the catalogue itself.
 * @param {{ movies: import('../../catalogue/movies.mjs').Movie[], searchUrl?: string }} options
 */
exports.createSearchClient = ({ movies, searchUrl }) => {
  if (!searchUrl) return { find: async (query) => searchMovies(movies, query) };
  const ask = askService(searchUrl);
  const byId = new Map(movies.map((movie) => [movie.id, movie]));

  return {
    ask,
    async find(query) {
      if (!query) return [];
      const { ids } = await ask(`/search?q=${encodeURIComponent(query)}`);
      return ids.map((id) => byId.get(id));
    },
  };
};
