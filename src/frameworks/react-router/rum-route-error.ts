import { type ReactNode, useEffect } from 'react';
import { isRouteErrorResponse, useAsyncError, useRouteError } from 'react-router';
import { getRum } from '../../index.js';

export interface RumRouteErrorProps {
  /** What is shown, or a function that makes it of the error. @default nothing */
  fallback?: ReactNode | ((error: unknown) => ReactNode);
}

/**
 * Reports the error of a route's or an `<Await>`'s `errorElement`, and returns it. Answers (a `Response` with 404) are no errors. An
 * error that a loader threw, and that `instrumentReactRouter` reports too, is one event.
 * @example function Oops() { const error = useRumRouteError(); return <p>{String(error)}</p>; }
 */
export function useRumRouteError(): unknown {
  const rejected = useAsyncError();
  const thrown = useRouteError();
  const error = rejected ?? thrown;
  useEffect(() => {
    if (!isRouteErrorResponse(error))
      getRum().captureError(error, { mechanism: 'react-router.errorElement' });
  }, [error]);
  return error;
}

/**
 * The `errorElement` of a route or an `<Await>`: reports the error, and shows the fallback. React Router has an error boundary around
 * each route, so that none around `<RouterProvider>` ever sees an error of a route; React 18 reports it nowhere else.
 * @example { path: '/movies/:id', element: <Film />, errorElement: <RumRouteError fallback={<p>Something went wrong.</p>} /> }
 */
export function RumRouteError({ fallback }: RumRouteErrorProps): ReactNode {
  const error = useRumRouteError();
  return typeof fallback === 'function' ? fallback(error) : fallback;
}
