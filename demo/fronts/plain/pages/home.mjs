import { countLine } from '../../shared/count-line.mjs';
import { filmGrid } from '../parts/film-grid.mjs';
import { html } from '../parts/html.mjs';

/** The film of the week, and all films by genre. */
export const home = ({ genres, genre, movies, featured }) => ({
  title: 'Films',
  path: '/plain/',
  route: '/',
  body: () => html`<section class="hero" aria-labelledby="featured">
  <img class="hero-picture" src="/backdrops/${featured.id}.svg" alt="" width="1200" height="500" fetchpriority="high">
  <div class="hero-words">
    <p class="eyebrow">Film of the week</p>
    <h1 id="featured">${featured.title}</h1>
    <p class="tagline">${featured.tagline}</p>
    <a class="button" href="/plain/movies/${featured.id}" data-rum-name="featured film">See the film</a>
  </div>
</section>
<section aria-labelledby="all-films">
  <div class="section-head"><h2 id="all-films">${genre ?? 'All films'}</h2><p class="quiet" role="status" data-count>${countLine(movies.length)}</p></div>
  <form class="chips" action="/plain/" aria-label="Genre" data-genres>
    ${['', ...genres].map(
      (name) =>
        html`<button class="chip" name="genre" value="${name}" aria-pressed="${name === (genre ?? '')}" data-rum-name="genre">${name || 'All'}</button>`,
    )}
  </form>
  <div data-films>${filmGrid(movies)}</div>
</section>`,
});
