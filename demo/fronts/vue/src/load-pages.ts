import { getRum } from 'otel-rum';
import type { RouteLocationNormalized, Router } from 'vue-router';
import { loadVisitor } from './use-visitor.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Requests the page's data. */
    load?: (to: RouteLocationNormalized) => Promise<object>;
    /** Result of `load`. */
    data?: object | undefined;
    /** Error of `load`. */
    failure?: unknown;
  }
}

/** Lets the router wait for a page's data before it shows the page. */
export const loadPages = (router: Router) => {
  router.beforeResolve(async (to) => {
    try {
      [to.meta.data] = await Promise.all([to.meta.load?.(to), loadVisitor()]);
    } catch (error) {
      // The URL is right nevertheless: the error is shown in the page's place.
      to.meta.failure = error;
      // The router no longer sees the error.
      getRum().captureError(error, { mechanism: 'vue-router' });
    }
  });
};
