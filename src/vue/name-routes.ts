import { getRum } from '../index.js';
import type { VueRoute, VueRouter } from './vue-router.js';

/** A parameter's own pattern, which ends at the first bracket that no backslash guards, as vue-router reads it. */
const PATTERN = /(:\w+)\((?:\\.|[^\\)])*\)/g;

const nameRoute = ({ matched }: VueRoute) =>
  getRum().setRoute(matched[matched.length - 1]?.path.replace(PATTERN, '$1') ?? '*');

/**
 * Names each page view by the path of the route that vue-router has matched, without the patterns of its parameters:
 * `/movies/:id(\\d+)` is `/movies/:id`. A URL that no route matches is `*`.
 * @returns what takes it back
 */
export function nameRoutes(router: VueRouter): () => void {
  // A router that was ready before the plugin came.
  const { value } = router.currentRoute;
  if (value.matched.length > 0) nameRoute(value);
  return router.afterEach((to, _from, failure) => {
    if (!failure) nameRoute(to);
  });
}
