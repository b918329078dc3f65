// @ts-check
import { fileURLToPath } from 'node:url';

/** The app's folder, to which sources' paths are relative. */
export const app = fileURLToPath(new URL('../app/', import.meta.url));
export const next = fileURLToPath(new URL('../next/', import.meta.url));

/**
 * Options of a build.
 *
 * @typedef {object} Build
 * @property {string} app the app's folder; a copy of it is another release
 * @property {string} outDir folder of published files
 * @property {string} maps the folder of maps
 * @property {boolean} [isPlain] whether to build without the plugin, for comparison
 * @property {Record<string, string>} [entry] entries of webpack and Rspack, instead of the app's
 * @property {boolean} [isPlainlyNamed] whether webpack and Rspack name chunks without a hash
 */

export const RELEASE = {
  'process.env.NODE_ENV': '"production"',
  __VUE_OPTIONS_API__: 'true',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
};
