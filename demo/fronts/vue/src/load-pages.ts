import { getRum } from 'otel-rum';
import type { RouteLocationNormalized, Router } from 'vue-router';
import { loadVisitor } from './use-visitor.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Asks for what the page is to show. */
    load?: (to: RouteLocationNormalized) => Promise<object>;
    /** What `load` came back with. */
    data?: object | undefined;
    /** What kept it from coming back. */
    failure?: unknown;
  }
}

/** Has the router wait for what a page needs to know before it shows the page. */
export const loadPages = (router: Router) => {
  router.beforeResolve(async (to) => {
    try {
      [to.meta.data] = await Promise.all([to.meta.load?.(to), loadVisitor()]);
    } catch (error) {
      // The address is right all the same: the page's place shows what happened.
      to.meta.failure = error;
      // The router does not meet it any more.
      getRum().captureError(error, { mechanism: 'vue-router' });
    }
  });
};
