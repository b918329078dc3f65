// @ts-check
import { fileURLToPath } from 'node:url';

/** The app's folder: sources are named from here. */
export const app = fileURLToPath(new URL('../app/', import.meta.url));
export const next = fileURLToPath(new URL('../next/', import.meta.url));

/**
 * How an app is built.
 *
 * @typedef {object} Build
 * @property {string} app the app's folder; a copy of it is another release
 * @property {string} outDir what is published
 * @property {string} maps the folder of maps
 * @property {boolean} [isPlain] without the plugin, to compare with
 * @property {Record<string, string>} [entry] of webpack and Rspack, in place of the app's
 * @property {boolean} [isPlainlyNamed] whether webpack and Rspack name chunks without a hash
 */

export const RELEASE = {
  'process.env.NODE_ENV': '"production"',
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
};
