import { getRum } from '../../index.js';

/** The parts of a match that are used here. */
export interface TanStackMatch {
  /** Template of the route, without pathless layouts. @example '/movies/$id' */
  readonly fullPath: string;
  readonly status: string;
  readonly error: unknown;
}

/** The parts of a router that are used here; TanStack Router 1. */
export interface TanStackRouter {
  readonly state: { readonly matches: readonly TanStackMatch[] };
  readonly latestLocation: object;
  matchRoutes(location: never): readonly TanStackMatch[];
  subscribe(event: 'onLoad', callback: () => void): () => void;
}

/** TanStack's marks of the route that replaces an unknown one, in two ranges of version 1. */
interface NotFoundMarks {
  readonly _notFound?: boolean;
  readonly globalNotFound?: boolean;
}

/**
 * Sets each page view's route to the one that TanStack Router has matched (`/movies/$id`), and reports errors of loaders;
 * `notFound()` and `redirect()` are no errors. The route of an unknown URL is `*`.
 * @returns the same router
 * @example const router = instrumentTanStackRouter(createRouter({ routeTree }))
 */
export function instrumentTanStackRouter<Router extends TanStackRouter>(router: Router): Router {
  const read = (matches: readonly TanStackMatch[]) => {
    const leaf = matches[matches.length - 1];
    if (!leaf) return;
    const isUnknown = (matches as readonly NotFoundMarks[]).some(
      ({ _notFound, globalNotFound }) => _notFound || globalNotFound,
    );
    getRum().setRoute(isUnknown ? '*' : leaf.fullPath.replace(/(.)\/$/, '$1'));
    for (const { status, error } of matches) {
      if (status === 'error') getRum().captureError(error, { mechanism: 'tanstack-router' });
    }
  };
  const { matches } = router.state;
  // While the first page loads the router has no matches, but records need the route.
  read(matches.length > 0 ? matches : router.matchRoutes(router.latestLocation as never));
  // Until `onLoad` the matches are the previous page's.
  router.subscribe('onLoad', () => read(router.state.matches));
  return router;
}
