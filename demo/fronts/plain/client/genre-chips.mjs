import { countLine } from '../../shared/count-line.mjs';
import { filmGrid } from '../parts/film-grid.mjs';
import { askApi } from './ask-api.mjs';

/** A genre shows its films without leaving the page. */
export const genreChips = (group) => {
  let latest;
  group.addEventListener('click', async ({ target }) => {
    const chip = target.closest('button');
    if (!chip) return;
    latest = chip;
    for (const other of group.children) other.setAttribute('aria-pressed', String(other === chip));
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
