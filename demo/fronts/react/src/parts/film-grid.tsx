import { Link } from 'react-router';
import { filmFacts } from '../../../shared/film-facts.mjs';
import type { MovieSummary } from '../../../shared/movie.ts';

const eagerCount = 6;

/** Films side by side. The first pictures load at once, the others when they are near the viewport. */
export const FilmGrid = ({ movies }: { movies: MovieSummary[] }) => (
  <ul className="film-grid">
    {movies.map((movie, index) => (
      <li key={movie.id}>
        <Link className="film-card" to={`/movies/${movie.id}`} data-rum-name="film card">
          <img
            className="film-card-poster"
            src={`/posters/${movie.id}.svg`}
            alt=""
            width="400"
            height="600"
            loading={index < eagerCount ? 'eager' : 'lazy'}
          />
          <span className="film-card-title">{movie.title}</span>
          <span className="film-card-facts">{filmFacts(movie)}</span>
        </Link>
      </li>
    ))}
  </ul>
);
