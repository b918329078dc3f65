import { getRum } from '../../index.js';
import type { VueRoute, VueRouter } from './vue-router.js';

/** Matches a route for all URLs that no other route matches. */
const REST = /^\/:\w+\(\.\*\)[*+?]?$/;
/** Matches a parameter's own pattern, which ends at the first unescaped bracket, as in vue-router. */
const PATTERN = /(:\w+)\((?:\\.|[^\\)])*\)/g;

const nameRoute = ({ matched }: VueRoute) => {
  const path = matched[matched.length - 1]?.path ?? '*';
  getRum().setRoute(path.replace(REST, '*').replace(PATTERN, '$1'));
};

/**
 * Sets each page view's route to the path that vue-router has matched, without the patterns of its parameters:
 * `/movies/:id(\\d+)` is `/movies/:id`. The route is `*` for a URL that no route matches, or only a catch-all route.
 * @returns a function that undoes it
 */
export function nameRoutes(router: VueRouter): () => void {
  // The first page view has records while its guards may still be waiting. On a server there is no location yet.
  const { location } = router.options.history;
  const first = location && router.resolve(location);
  // A redirect is no page.
  if (first && !first.matched.some(({ redirect }) => redirect)) nameRoute(first);
  return router.afterEach((to, _from, failure) => {
    if (!failure) nameRoute(to);
  });
}
