// @ts-check
import { NAME, openMapFolder } from './map-folder.mjs';
import { moveBundleMaps } from './move-bundle-maps.mjs';

/**
 * The plugin for Rollup. It should be the last, before plugins that compress files or compute their integrity.
 *
 * @param {import('./map-folder.mjs').Options} [options]
 */
export function otelRumSourcemaps(options = {}) {
  const folder = openMapFolder(options, process.cwd());
  return {
    name: NAME,
    outputOptions: (/** @type {object} */ output) => ({
      ...output,
      sourcemap: /** @type {const} */ ('hidden'),
    }),
    generateBundle: {
      order: /** @type {const} */ ('post'),
      /** @this {any} @param {any} output @param {any} bundle */
      async handler(output, bundle) {
        await moveBundleMaps(output, bundle, folder, (message) => this.warn(message));
      },
    },
  };
}
