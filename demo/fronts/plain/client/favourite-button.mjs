import { askApi } from './ask-api.mjs';

/** Adds the film to the visitor's favourites, or removes it. */
export const favouriteButton = (button) => {
  const { movieId } = button.closest('[data-movie-id]').dataset;
  button.disabled = false;
  button.addEventListener('click', async () => {
    const wasFavourite = button.getAttribute('aria-pressed') === 'true';
    const { isFavourite, count } = await askApi(`/favourites/${movieId}`, {
      method: wasFavourite ? 'DELETE' : 'PUT',
    });
    button.setAttribute('aria-pressed', String(isFavourite));
    button.textContent = isFavourite ? 'In your favourites' : 'Add to favourites';
    document.querySelector('[data-favourite-count]').textContent = count || '';
  });
};
