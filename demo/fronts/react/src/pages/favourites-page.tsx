import { Link, useLoaderData } from 'react-router';
import { countLine } from '../../../shared/count-line.mjs';
import type { MovieSummary } from '../../../shared/movie.ts';
import { FilmGrid } from '../parts/film-grid.tsx';

/** The visitor's favourites. */
export const FavouritesPage = () => {
  const { movies } = useLoaderData<{ movies: MovieSummary[] }>();
  return (
    <>
      <title>Favourites – Lantern</title>
      <h1>Favourites</h1>
      {movies.length > 0 ? (
        <>
          <p className="quiet">{countLine(movies.length)}, the newest first</p>
          <FilmGrid movies={movies} />
        </>
      ) : (
        <div className="empty">
          <p>Nothing here yet. Open a film and choose “Add to favourites”.</p>
          <Link className="button" to="/">
            See all films
          </Link>
        </div>
      )}
    </>
  );
};
