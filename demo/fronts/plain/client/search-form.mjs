import { searchSummary } from '../../shared/search-summary.mjs';
import { filmGrid } from '../parts/film-grid.mjs';
import { askApi } from './ask-api.mjs';

/** Searches without leaving the page; the URL changes, so that a search can be shared and reloaded. */
export const searchForm = (form) => {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const asked = new FormData(form).get('q').trim();
    const { query, movies } = await askApi(`/search?q=${encodeURIComponent(asked)}`);
    document.querySelector('[data-count]').textContent = searchSummary(query, movies.length);
    document.querySelector('[data-films]').innerHTML = filmGrid(movies);
    history.replaceState(null, '', `?q=${encodeURIComponent(query)}`);
  });
};
