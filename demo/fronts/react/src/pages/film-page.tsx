import { useLoaderData } from 'react-router';
import type { Film } from '../../../shared/movie.ts';
import { FavouriteButton } from '../parts/favourite-button.tsx';
import { SimilarFilms } from '../parts/similar-films.tsx';
import { StarRating } from '../parts/star-rating.tsx';

/** One film. */
export const FilmPage = () => {
  const movie = useLoaderData<Film>();
  return (
    <>
      <title>{`${movie.title} – Lantern`}</title>
      {/* The key: another film starts with fresh buttons. */}
      <article className="film" key={movie.id}>
        <img className="film-backdrop" src={`/backdrops/${movie.id}.svg`} alt="" width="1200" height="500" />
        <div className="film-main">
          <img
            className="film-poster"
            src={`/posters/${movie.id}.svg`}
            alt={`Poster of ${movie.title}`}
            width="400"
            height="600"
            fetchPriority="high"
          />
          <div className="film-words">
            <p className="eyebrow">
              {movie.genre} · {movie.year} · {movie.runtimeMinutes} min
            </p>
            <h1>{movie.title}</h1>
            <p className="tagline">{movie.tagline}</p>
            <p className="synopsis">{movie.synopsis}</p>
            <div className="film-actions">
              <FavouriteButton movie={movie} />
              <StarRating movie={movie} />
            </div>
            <dl className="facts">
              <div>
                <dt>Director</dt>
                <dd>{movie.director}</dd>
              </div>
              <div>
                <dt>{movie.genre === 'Documentary' ? 'With' : 'Cast'}</dt>
                <dd>{movie.cast.join(', ')}</dd>
              </div>
            </dl>
          </div>
        </div>
        <section className="similar" aria-labelledby="similar">
          <div className="section-head">
            <h2 id="similar">More like this</h2>
          </div>
          <SimilarFilms movie={movie} />
        </section>
      </article>
    </>
  );
};
