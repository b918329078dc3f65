/**
 * Returns the films most similar to one: by genre first, then by look, then by the distance in years.
 * @param {import('../../catalogue/movies.mjs').Movie} movie
 * @param {import('../../catalogue/movies.mjs').Movie[]} movies
 */
exports.similarMovies = (movie, movies, count = 6) => {
  const likeness = (other) =>
    (other.genre === movie.genre ? 4 : 0) +
    (other.motif === movie.motif ? 2 : 0) +
    (other.palette === movie.palette ? 1 : 0) -
    Math.abs(other.year - movie.year) / 40;
  return movies
    .filter(({ id }) => id !== movie.id)
    .sort((one, other) => likeness(other) - likeness(one) || one.id - other.id)
    .slice(0, count);
};
