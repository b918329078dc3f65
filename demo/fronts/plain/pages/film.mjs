import { scoreLine } from '../../shared/score-line.mjs';
import { html } from '../parts/html.mjs';

const star = (count) =>
  html`<label class="star"><input type="radio" name="stars" value="${count}" data-rum-name="rate film"><span class="visually-hidden">${count} of 5 stars</span></label>`;

/** One film. Controls that need a script are disabled until it is loaded. */
export const film = ({ movie, isFavourite }) => ({
  title: movie.title,
  path: `/plain/movies/${movie.id}`,
  route: '/movies/:id',
  body: () => html`<article class="film" data-movie-id="${movie.id}">
  <img class="film-backdrop" src="/backdrops/${movie.id}.svg" alt="" width="1200" height="500">
  <div class="film-main">
    <img class="film-poster" src="/posters/${movie.id}.svg" alt="Poster of ${movie.title}" width="400" height="600" fetchpriority="high">
    <div class="film-words">
      <p class="eyebrow">${movie.genre} · ${movie.year} · ${movie.runtimeMinutes} min</p>
      <h1>${movie.title}</h1>
      <p class="tagline">${movie.tagline}</p>
      <p class="synopsis">${movie.synopsis}</p>
      <div class="film-actions">
        <button type="button" class="button" disabled aria-pressed="${isFavourite}" data-favourite data-rum-name="toggle favourite">${isFavourite ? 'In your favourites' : 'Add to favourites'}</button>
        <fieldset class="stars" disabled data-stars><legend class="visually-hidden">Your rating</legend>${[1, 2, 3, 4, 5].map(star)}</fieldset>
        <p class="quiet" role="status" data-score>${scoreLine(movie)}</p>
      </div>
      <dl class="facts">
        <div><dt>Director</dt><dd>${movie.director}</dd></div>
        <div><dt>${movie.genre === 'Documentary' ? 'With' : 'Cast'}</dt><dd>${movie.cast.join(', ')}</dd></div>
      </dl>
    </div>
  </div>
  <section class="similar" aria-labelledby="similar">
    <div class="section-head"><h2 id="similar">More like this</h2></div>
    <div data-similar><button type="button" class="button button-quiet" disabled data-rum-name="find similar films">Find similar films</button></div>
  </section>
</article>`,
});
