import { getRum } from 'otel-rum';
import { useEffect } from 'react';
import { Link, useRouteError } from 'react-router';
import { ApiError } from '../ask-api.ts';
import { MissingPage } from './missing-page.tsx';

/** What is shown when a page could not be loaded or drawn. The router keeps such errors to itself, so this tells otel-rum. */
export const ProblemPage = () => {
  const error = useRouteError();
  const isMissing = error instanceof ApiError && error.status === 404;
  useEffect(() => {
    if (!isMissing) getRum().captureError(error, { mechanism: 'react-router', handled: true });
  }, [error, isMissing]);
  if (isMissing) return <MissingPage />;
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
