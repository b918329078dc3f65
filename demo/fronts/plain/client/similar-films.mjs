import { filmGrid } from '../parts/film-grid.mjs';
import { askApi } from './ask-api.mjs';

/** Requests similar films, and moves the focus to the first. */
export const similarFilms = (place) => {
  const { movieId } = place.closest('[data-movie-id]').dataset;
  const button = place.querySelector('button');
  button.disabled = false;
  button.addEventListener('click', async () => {
    const { movies } = await askApi(`/movies/${movieId}/similar`);
    place.innerHTML = filmGrid(movies);
    place.querySelector('a').focus({ preventScroll: true });
  });
};
