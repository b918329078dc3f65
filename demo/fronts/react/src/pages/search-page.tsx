import { useEffect, useRef } from 'react';
import { Form, useLoaderData } from 'react-router';
import type { Found } from '../../../shared/movie.ts';
import { searchSummary } from '../../../shared/search-summary.mjs';
import { FilmGrid } from '../parts/film-grid.tsx';

/** A search form and its results. */
export const SearchPage = () => {
  const { query, movies } = useLoaderData<Found>();
  const field = useRef<HTMLInputElement>(null);
  // After Back the field has the query of the results; the focus does not move.
  useEffect(() => {
    if (field.current) field.current.value = query;
  }, [query]);
  return (
    <>
      <title>{query ? `Search: ${query} – Lantern` : 'Search – Lantern'}</title>
      <h1>Search</h1>
      <Form className="search-form" role="search" replace>
        <label className="visually-hidden" htmlFor="query">
          Title, name, genre or a word of the story
        </label>
        <input
          ref={field}
          id="query"
          className="field"
          type="search"
          name="q"
          defaultValue={query}
          placeholder="A title, a name, a word of the story"
          autoComplete="off"
        />
        <button type="submit" className="button" data-rum-name="search">
          Search
        </button>
      </Form>
      <p className="quiet" role="status">
        {searchSummary(query, movies.length)}
      </p>
      <FilmGrid movies={movies} />
    </>
  );
};
