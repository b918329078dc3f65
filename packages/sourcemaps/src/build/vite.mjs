// @ts-check
import { NAME, openMapFolder } from './map-folder.mjs';
import { moveBundleMaps } from './move-bundle-maps.mjs';

/**
 * The plugin for Vite. It is idle in the development server and in builds for a server.
 *
 * @param {import('./map-folder.mjs').Options} [options]
 */
export function otelRumSourcemaps(options = {}) {
  /** @type {ReturnType<typeof openMapFolder>} */
  let folder;
  let isServer = false;
  /** What the app itself has set: it stays so for server builds. @type {any} */
  let given = false;
  return {
    name: NAME,
    apply: /** @type {const} */ ('build'),
    enforce: /** @type {const} */ ('post'),
    /** @param {any} config @param {{ isSsrBuild?: boolean }} env */
    config(config, { isSsrBuild }) {
      isServer = Boolean(isSsrBuild || config.build?.ssr);
      given = config.build?.sourcemap ?? false;
      return isServer ? undefined : { build: { sourcemap: /** @type {const} */ ('hidden') } };
    },
    /** @param {string} name @param {any} config */
    configEnvironment(name, config) {
      const isOfServer = (config.consumer ?? (name === 'client' ? 'client' : 'server')) === 'server';
      return isOfServer && config.build?.sourcemap === undefined
        ? { build: { sourcemap: given } }
        : undefined;
    },
    /** @param {{ root: string }} config */
    configResolved({ root }) {
      folder = openMapFolder(options, root);
    },
    generateBundle: {
      order: /** @type {const} */ ('post'),
      /** @this {any} @param {any} output @param {any} bundle */
      async handler(output, bundle) {
        if (isServer || this.environment?.config?.consumer === 'server') return;
        await moveBundleMaps(output, bundle, folder, (message) => this.warn(message));
      },
    },
  };
}
