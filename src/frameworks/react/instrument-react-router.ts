import { getRum } from '../../index.js';
import { routeTemplate } from '../shared/route-template.js';

/** The parts of a data router's state that are used here. */
export interface ReactRouterState {
  readonly matches: readonly { readonly route: { readonly path?: string | undefined } }[];
  /** Errors by route id. */
  readonly errors: Readonly<Record<string, unknown>> | null;
}

/** The parts of a data router that are used here; react-router 6.4 to 8. */
export interface ReactRouter {
  readonly state: ReactRouterState;
  subscribe(callback: (state: ReactRouterState) => void): () => void;
}

/** A response that a loader threw or the router created. An app's own error may have a status too, but has a message. */
interface ErrorResponse {
  readonly status?: number;
  readonly internal?: boolean;
  readonly message?: unknown;
}

/**
 * Sets each page view's route to the one that react-router has matched, and reports errors of loaders and actions; responses
 * (a `Response` with 404) are no errors. The route of an unknown URL is `*`.
 * @returns the same router
 * @example const router = instrumentReactRouter(createBrowserRouter(routes))
 */
export function instrumentReactRouter<Router extends ReactRouter>(router: Router): Router {
  let named: ReactRouterState['matches'] | undefined;
  let reported: ReactRouterState['errors'] = null;

  const read = ({ matches, errors }: ReactRouterState) => {
    const thrown: (ErrorResponse | null | undefined)[] = Object.values(errors ?? {}) as ErrorResponse[];
    // While a page loads, the matches are still the previous page's, whose URL is gone after Back.
    if (matches !== named) {
      named = matches;
      // For an unknown URL the router matches the root route and adds an error of its own.
      const isUnknown = thrown.some((error) => error?.status === 404 && error.internal);
      getRum().setRoute(isUnknown ? '*' : routeTemplate(matches.map(({ route }) => route.path)));
    }
    // Errors remain until the next navigation.
    if (errors !== reported) {
      reported = errors;
      for (const error of thrown) {
        if (typeof error?.status === 'number' && error.message === undefined) continue;
        getRum().captureError(error, { mechanism: 'react-router' });
      }
    }
  };
  read(router.state);
  router.subscribe(read);
  return router;
}
