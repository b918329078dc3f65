import { reportError } from './report-error.js';
import type { VueRouter } from './vue-router.js';

/**
 * Reports navigations that fail: a guard that throws, a page that cannot be loaded.
 * @returns what takes it back
 */
export const watchNavigationErrors = (router: VueRouter): (() => void) =>
  router.onError((error) => {
    reportError(error, 'vue-router');
    // vue-router says this itself where nobody listens, and now somebody does.
    console.error(error);
  });
