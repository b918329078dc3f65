// @ts-check
import { otelRumSourcemaps } from './webpack.mjs';

/**
 * Adds the plugin to a Next app's browser build: `next build --webpack`. Server builds are unchanged. For Turbopack see
 * the README.
 *
 * @param {any} [config] Next's configuration, or the function that returns it
 * @param {import('./map-folder.mjs').Options} [options]
 * @returns {any}
 */
export function withOtelRumSourcemaps(config = {}, options = {}) {
  if (typeof config === 'function')
    return async (/** @type {any[]} */ ...args) => withOtelRumSourcemaps(await config(...args), options);
  return {
    ...config,
    /** @param {any} own @param {any} context */
    webpack(own, context) {
      const result = config.webpack?.(own, context) ?? own;
      if (!context.isServer && !context.dev) result.plugins.push(otelRumSourcemaps(options));
      return result;
    },
  };
}
