import type { App } from 'vue';
import { nameRoutes } from './name-routes.js';
import { timeComponents } from './time-components.js';
import type { VueRouter } from './vue-router.js';
import { watchChunks } from './watch-chunks.js';
import { watchErrorHandler } from './watch-error-handler.js';
import { watchNavigationErrors } from './watch-navigation-errors.js';

export interface RumPluginOptions {
  /** The app's router, vue-router 4 or 5, whose routes name page views. @default none */
  router?: VueRouter;
  /** Reports what Vue's error handler, the router and Vite's loader meet. @default true */
  errors?: boolean;
  /** Names of the components whose first rendering is timed. @default none */
  componentTiming?: readonly string[];
}

/**
 * Names page views by their routes, reports errors that Vue keeps to itself, and times components.
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
    // Since Vue 3.5.
    (app as { onUnmount?(callback: () => void): void }).onUnmount?.(() => {
      for (const stop of stops) stop();
    });
  },
};
