import { getRum } from '../../index.js';
import { routeTemplate } from '../shared/route-template.js';

/** The part of a data router's state that is read here. */
export interface ReactRouterState {
  readonly matches: readonly { readonly route: { readonly path?: string | undefined } }[];
  /** By the ids of their routes. */
  readonly errors: Readonly<Record<string, unknown>> | null;
}

/** The part of a data router that is used here: react-router 6.4 to 8. */
export interface ReactRouter {
  readonly state: ReactRouterState;
  subscribe(callback: (state: ReactRouterState) => void): () => void;
}

/** An answer that a loader threw, or that the router made. An app's own error may have a status too, and has a message. */
interface ErrorResponse {
  readonly status?: number;
  readonly internal?: boolean;
  readonly message?: unknown;
}

/**
 * Names each page view by the routes that react-router has matched, and reports what loaders and actions throw; answers
 * (a `Response` with 404) are no errors. A URL that no route matches is named `*`.
 * @returns the same router
 * @example const router = instrumentReactRouter(createBrowserRouter(routes))
 */
export function instrumentReactRouter<Router extends ReactRouter>(router: Router): Router {
  let named: ReactRouterState['matches'] | undefined;
  let told: ReactRouterState['errors'] = null;

  const read = ({ matches, errors }: ReactRouterState) => {
    const thrown: (ErrorResponse | null | undefined)[] = Object.values(errors ?? {}) as ErrorResponse[];
    // While a page loads they are those of the page before, and after Back its URL is no more.
    if (matches !== named) {
      named = matches;
      // A URL that no route matches is the root route's, with an error that the router has made.
      const isUnknown = thrown.some((error) => error?.status === 404 && error.internal);
      getRum().setRoute(isUnknown ? '*' : routeTemplate(matches.map(({ route }) => route.path)));
    }
    // They stay until the next navigation.
    if (errors !== told) {
      told = errors;
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
