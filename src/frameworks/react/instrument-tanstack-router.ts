import { getRum } from '../../index.js';

/** The part of a match that is read here. */
export interface TanStackMatch {
  /** The route's template, without its pathless layouts. @example '/movies/$id' */
  readonly fullPath: string;
  readonly status: string;
  readonly error: unknown;
}

/** The part of a router that is used here: TanStack Router 1. */
export interface TanStackRouter {
  readonly state: { readonly matches: readonly TanStackMatch[] };
  readonly latestLocation: object;
  matchRoutes(location: never): readonly TanStackMatch[];
  subscribe(event: 'onLoad', callback: () => void): () => void;
}

/** How TanStack marks the route that stands in for one that it has not found: of two lines of its version 1. */
interface NotFoundMarks {
  readonly _notFound?: boolean;
  readonly globalNotFound?: boolean;
}

/**
 * Names each page view by the route that TanStack Router has matched (`/movies/$id`), and reports what loaders throw;
 * `notFound()` and `redirect()` are no errors. A URL that no route matches is named `*`.
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
  // While the first page is loaded it has none; what is sent meanwhile is to have a name.
  read(matches.length > 0 ? matches : router.matchRoutes(router.latestLocation as never));
  // Before it the matches are those of the page before.
  router.subscribe('onLoad', () => read(router.state.matches));
  return router;
}
