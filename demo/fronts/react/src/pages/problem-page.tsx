import { Link, useRouteError } from 'react-router';
import { ApiError } from '../../../shared/ask-api.ts';
import { MissingPage } from './missing-page.tsx';

/** Shown if a page cannot be loaded or rendered. */
export const ProblemPage = () => {
  const error = useRouteError();
  if (error instanceof ApiError && error.status === 404) return <MissingPage />;
  return (
    <>
      <title>Something went wrong – Lantern</title>
      <div className="empty">
        <h1>The film tore</h1>
        <p role="alert">{error instanceof Error ? error.message : 'Something went wrong.'}</p>
        <Link className="button" to="/">
          See all films
        </Link>
      </div>
    </>
  );
};
