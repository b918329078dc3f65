import { countLine } from '../../shared/count-line.mjs';
import { filmGrid } from '../parts/film-grid.mjs';
import { askApi } from './ask-api.mjs';

/** A genre shows its films without leaving the page. */
export const genreChips = (form) => {
  let latest;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const chip = event.submitter;
    latest = chip;
    for (const other of form.children) other.setAttribute('aria-pressed', String(other === chip));
    const { movies } = await askApi(`/movies${chip.value ? `?genre=${encodeURIComponent(chip.value)}` : ''}`);
    if (latest !== chip) return;
    document.querySelector('#all-films').textContent = chip.value || 'All films';
    document.querySelector('[data-count]').textContent = countLine(movies.length);
    document.querySelector('[data-films]').innerHTML = filmGrid(movies);
    history.replaceState(
      null,
      '',
      chip.value ? `?genre=${encodeURIComponent(chip.value)}` : location.pathname,
    );
  });
};
