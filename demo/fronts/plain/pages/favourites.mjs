import { countLine } from '../../shared/count-line.mjs';
import { filmGrid } from '../parts/film-grid.mjs';
import { html } from '../parts/html.mjs';

/** The visitor's favourites. */
export const favourites = ({ movies }) => ({
  title: 'Favourites',
  path: '/plain/favourites',
  route: '/favourites',
  body: () => html`<h1>Favourites</h1>
${
  movies.length > 0
    ? html`<p class="quiet">${countLine(movies.length)}, the newest first</p>${filmGrid(movies)}`
    : html`<div class="empty"><p>Nothing here yet. Open a film and choose “Add to favourites”.</p><a class="button" href="/plain/">See all films</a></div>`
}`,
});
