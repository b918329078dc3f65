import { searchSummary } from '../../shared/search-summary.mjs';
import { filmGrid } from '../parts/film-grid.mjs';
import { html } from '../parts/html.mjs';

/** A search form and its results. Works without scripts; with them the page stays. */
export const search = ({ query, movies }) => ({
  title: query ? `Search: ${query}` : 'Search',
  path: '/plain/search',
  route: '/search',
  body: () => html`<h1>Search</h1>
<form class="search-form" role="search" action="/plain/search" data-search>
  <label class="visually-hidden" for="query">Title, name, genre or a word of the story</label>
  <input id="query" class="field" type="search" name="q" value="${query}" placeholder="A title, a name, a word of the story" autocomplete="off">
  <button class="button" data-rum-name="search">Search</button>
</form>
<p class="quiet" role="status" data-count>${searchSummary(query, movies.length)}</p>
<div data-films>${filmGrid(movies)}</div>`,
});
