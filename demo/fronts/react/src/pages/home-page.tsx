import { Link, useLoaderData, useSearchParams } from 'react-router';
import { countLine } from '../../../shared/count-line.mjs';
import type { Catalogue } from '../../../shared/movie.ts';
import { FilmGrid } from '../parts/film-grid.tsx';

/** The film of the week, and all films by genre. */
export const HomePage = () => {
  const { genres, featured, movies } = useLoaderData<Catalogue>();
  const [parameters, setParameters] = useSearchParams();
  const genre = parameters.get('genre') ?? '';
  const choose = (name: string) =>
    setParameters(name ? { genre: name } : {}, { replace: true, preventScrollReset: true });

  return (
    <>
      <title>Films – Lantern</title>
      <section className="hero" aria-labelledby="featured">
        <img
          className="hero-picture"
          src={`/backdrops/${featured.id}.svg`}
          alt=""
          width="1200"
          height="500"
          fetchPriority="high"
        />
        <div className="hero-words">
          <p className="eyebrow">Film of the week</p>
          <h1 id="featured">{featured.title}</h1>
          <p className="tagline">{featured.tagline}</p>
          <Link className="button" to={`/movies/${featured.id}`} data-rum-name="featured film">
            See the film
          </Link>
        </div>
      </section>
      <section aria-labelledby="all-films">
        <div className="section-head">
          <h2 id="all-films">{genre || 'All films'}</h2>
          <p className="quiet" role="status">
            {countLine(movies.length)}
          </p>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll sideways */}
        <div className="chips" role="group" aria-label="Genre">
          {['', ...genres].map((name) => (
            <button
              key={name}
              type="button"
              className="chip"
              aria-pressed={name === genre}
              data-rum-name="genre"
              onClick={() => choose(name)}
            >
              {name || 'All'}
            </button>
          ))}
        </div>
        <FilmGrid movies={movies} />
      </section>
    </>
  );
};
