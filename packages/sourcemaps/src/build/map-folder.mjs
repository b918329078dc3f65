// @ts-check
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { mapPathOf } from './debug-id.mjs';
import { instrumentFile, isInstrumented } from './instrument-file.mjs';

/**
 * @typedef {object} Options
 * @property {string} [maps] folder for the maps, by default `sourcemaps` in the project's folder. It must not be inside a
 *   published folder.
 */

export const NAME = 'otel-rum-sourcemaps';
export const isScriptOrStyle = (/** @type {string} */ name) => /\.(?:[cm]?js|css)$/.test(name);

/**
 * The folder of maps. Maps of earlier builds stay, since browsers run the chunks of old releases for days.
 *
 * @param {Options} options
 * @param {string} root the project's folder
 */
export function openMapFolder({ maps = 'sourcemaps' }, root) {
  const folder = resolve(root, maps);
  return {
    /**
     * Adds the id to a file, and moves its map into the folder.
     *
     * @param {{ name: string, code: string, map: string | object, outDir: string }} file
     * @param {(message: string) => void} warn is called where the map cannot be read; the file is then left as it is
     * @returns {Promise<string | undefined>} the file's new text
     */
    async move({ name, code, map, outDir }, warn) {
      refuseWithin(folder, outDir);
      if (isInstrumented(code)) return undefined;
      let instrumented;
      try {
        instrumented = instrumentFile({ name, code, map, folder: dirname(resolve(outDir, name)), root });
      } catch (error) {
        return void warn(`the source map of ${name} cannot be read: ${/** @type {Error} */ (error).message}`);
      }
      await writeMap(folder, instrumented.id, instrumented.map);
      return instrumented.code;
    },
  };
}

/** @param {string} folder @param {string} outDir */
function refuseWithin(folder, outDir) {
  const path = relative(resolve(outDir), folder);
  if (path === '' || (!path.startsWith('..') && !isAbsolute(path)))
    throw new Error(
      `${NAME}: \`maps\` is ${folder}, which is in ${outDir} and would be published. Name another folder.`,
    );
}

/**
 * Writes a map in one step, since `serve` may be reading the folder.
 *
 * @param {string} folder
 * @param {string} id
 * @param {string} map
 */
async function writeMap(folder, id, map) {
  const path = join(folder, mapPathOf(id));
  const part = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(part, map);
  await rename(part, path);
}
