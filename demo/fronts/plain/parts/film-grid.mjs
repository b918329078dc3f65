import { filmFacts } from '../../shared/film-facts.mjs';
import { html } from './html.mjs';

const filmCard = (movie, index, eager) => html`<li>
  <a class="film-card" href="/plain/movies/${movie.id}" data-rum-name="film card">
    <img class="film-card-poster" src="/posters/${movie.id}.svg" alt="" width="400" height="600" ${index < eager ? '' : html.raw('loading="lazy"')}>
    <span class="film-card-title">${movie.title}</span>
    <span class="film-card-facts">${filmFacts(movie)}</span>
  </a>
</li>`;

/** Films side by side. The first pictures load at once, the others when they are near the viewport. */
export const filmGrid = (movies, { eager = 6 } = {}) =>
  html`<ul class="film-grid">${movies.map((movie, index) => filmCard(movie, index, eager))}</ul>`;
