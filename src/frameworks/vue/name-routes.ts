import { getRum } from '../../index.js';
import type { VueRoute, VueRouter } from './vue-router.js';

/** A route for all that no other route takes. */
const REST = /^\/:\w+\(\.\*\)[*+?]?$/;
/** A parameter's own pattern, which ends at the first bracket that no backslash guards, as vue-router reads it. */
const PATTERN = /(:\w+)\((?:\\.|[^\\)])*\)/g;

const nameRoute = ({ matched }: VueRoute) => {
  const path = matched[matched.length - 1]?.path ?? '*';
  getRum().setRoute(path.replace(REST, '*').replace(PATTERN, '$1'));
};

/**
 * Names each page view by the path of the route that vue-router has matched, without the patterns of its parameters:
 * `/movies/:id(\\d+)` is `/movies/:id`. A URL that no route matches, or only one for all the rest, is `*`.
 * @returns what takes it back
 */
export function nameRoutes(router: VueRouter): () => void {
  // The first page is told of while its guards may still be waiting. A server has none yet.
  const { location } = router.options.history;
  const first = location && router.resolve(location);
  // What only leads elsewhere is no page.
  if (first && !first.matched.some(({ redirect }) => redirect)) nameRoute(first);
  return router.afterEach((to, _from, failure) => {
    if (!failure) nameRoute(to);
  });
}
