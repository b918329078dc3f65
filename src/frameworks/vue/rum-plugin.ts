import type { App } from 'vue';
import { nameRoutes } from './name-routes.js';
import { timeComponents } from './time-components.js';
import type { VueRouter } from './vue-router.js';
import { watchChunks } from './watch-chunks.js';
import { watchErrorHandler } from './watch-error-handler.js';
import { watchNavigationErrors } from './watch-navigation-errors.js';

export interface RumPluginOptions {
  /** The app's router, vue-router 4 or 5, whose routes become the page views' routes. @default none */
  router?: VueRouter;
  /** Reports errors of Vue's error handler, the router and Vite's loader. @default true */
  errors?: boolean;
  /** Names of components whose first rendering is timed. @default none */
  componentTiming?: readonly string[];
}

/**
 * Sets page views' routes, reports errors that Vue catches, and times components.
 * @example createApp(App).use(router).use(rumPlugin, { router }).mount('#app')
 */
export const rumPlugin = {
  install(app: App, { router, errors = true, componentTiming = [] }: RumPluginOptions = {}): void {
    const stops: (() => void)[] = [];
    if (router) stops.push(nameRoutes(router));
    if (errors) {
      watchErrorHandler(app);
      stops.push(watchChunks());
      if (router) stops.push(watchNavigationErrors(router));
    }
    if (componentTiming.length > 0) timeComponents(app, componentTiming);
    // Vue 3.5 and later.
    (app as { onUnmount?(callback: () => void): void }).onUnmount?.(() => {
      for (const stop of stops) stop();
    });
  },
};
