import { reportError } from './report-error.js';
import type { VueRouter } from './vue-router.js';

/**
 * Reports navigations that fail: a guard throws, or a page cannot be loaded.
 * @returns a function that undoes it
 */
export const watchNavigationErrors = (router: VueRouter): (() => void) =>
  router.onError((error) => {
    reportError(error, 'vue-router');
    // vue-router logs the error only if nobody listens.
    console.error(error);
  });
