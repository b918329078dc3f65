import { type ReactNode, useEffect } from 'react';
import { isRouteErrorResponse, useAsyncError, useRouteError } from 'react-router';
import { getRum } from '../../index.js';

export interface RumRouteErrorProps {
  /** Content to show, or a function that returns it for the error. @default nothing */
  fallback?: ReactNode | ((error: unknown) => ReactNode);
}

/**
 * Reports the error of a route's or an `<Await>`'s `errorElement`, and returns it. Responses (a `Response` with 404) are no errors. An
 * error of a loader that `instrumentReactRouter` reports too is one event.
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
 * An `errorElement` for a route or an `<Await>`: reports the error and shows the fallback. React Router wraps each route in an error
 * boundary, so a boundary around `<RouterProvider>` never catches errors of routes; with React 18 they are reported nowhere
 * else.
 * @example { path: '/movies/:id', element: <Film />, errorElement: <RumRouteError fallback={<p>Something went wrong.</p>} /> }
 */
export function RumRouteError({ fallback }: RumRouteErrorProps): ReactNode {
  const error = useRumRouteError();
  return typeof fallback === 'function' ? fallback(error) : fallback;
}
