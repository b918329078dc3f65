/** @typedef {import('../../catalogue/movies.mjs').Movie} Movie */

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();

/** The genres in the order in which the catalogue has them. @param {Movie[]} movies */
exports.genresOf = (movies) => [...new Set(movies.map(({ genre }) => genre))];

/** The film of the week: there has been one week so far. @param {{ id: number }[]} movies */
exports.featuredOf = (movies) => movies.find(({ id }) => id === 30);

/** The films of a genre, or all. @param {{ genre: string }[]} movies @param {string} [genre] */
exports.moviesOf = (movies, genre) => (genre ? movies.filter((movie) => movie.genre === genre) : movies);

/**
 * Returns the films in which every word of a query occurs; those with one in the title are first.
 * @param {Movie[]} movies
 * @param {string} query
 */
exports.searchMovies = (movies, query) => {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const isInTitle = (movie) => words.some((word) => plain(movie.title).includes(word));
  const found = movies.filter((movie) => {
    const text = plain(
      [movie.title, movie.genre, movie.director, movie.year, movie.synopsis, ...movie.cast].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
  return found.sort((one, other) => Number(isInTitle(other)) - Number(isInTitle(one)));
};

/** Returns the parts of a film for a card. */
exports.toSummary = ({ id, title, year, genre, runtimeMinutes, tagline, score, votes }) => ({
  id,
  title,
  year,
  genre,
  runtimeMinutes,
  tagline,
  score,
  votes,
});
