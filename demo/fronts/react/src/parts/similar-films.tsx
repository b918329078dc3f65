import { useEffect, useRef, useState } from 'react';
import { askApi } from '../../../shared/ask-api.ts';
import type { Film, MovieSummary } from '../../../shared/movie.ts';
import { FilmGrid } from './film-grid.tsx';

/** Requests similar films, and moves the focus to the first. */
export const SimilarFilms = ({ movie }: { movie: Film }) => {
  const [movies, setMovies] = useState<MovieSummary[]>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (movies) place.current?.querySelector('a')?.focus({ preventScroll: true });
  }, [movies]);
  const find = async () =>
    setMovies((await askApi<{ movies: MovieSummary[] }>(`/movies/${movie.id}/similar`)).movies);
  return (
    <div ref={place}>
      {movies ? (
        <FilmGrid movies={movies} />
      ) : (
        <button
          type="button"
          className="button button-quiet"
          data-rum-name="find similar films"
          onClick={find}
        >
          Find similar films
        </button>
      )}
    </div>
  );
};
