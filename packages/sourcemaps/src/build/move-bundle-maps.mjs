// @ts-check
import { dirname, resolve } from 'node:path';
import { isScriptOrStyle } from './map-folder.mjs';

/**
 * The hook of Rollup, Rolldown and Vite at the end of an output: adds an id to each file, and removes its map from the bundle.
 *
 * @param {any} outputOptions
 * @param {any} bundle
 * @param {ReturnType<typeof import('./map-folder.mjs').openMapFolder>} folder
 * @param {(message: string) => void} warn
 */
export async function moveBundleMaps(outputOptions, bundle, folder, warn) {
  const outDir = resolve(outputOptions.dir ?? dirname(outputOptions.file ?? 'dist/x'));
  for (const [name, file] of Object.entries(bundle)) {
    if (!isScriptOrStyle(name)) continue;
    const mapName = file.sourcemapFileName ?? `${name}.map`;
    const map = textOf(bundle[mapName]?.source) ?? file.map;
    const code = textOf(file.type === 'chunk' ? file.code : file.source);
    if (!map || code === undefined) continue;
    const result = await folder.move({ name, code, map, outDir }, warn);
    if (result !== undefined) {
      if (file.type === 'chunk') file.code = result;
      else file.source = result;
    }
    // A map that cannot be read is not published either.
    delete bundle[mapName];
  }
}

/** @param {unknown} source */
const textOf = (source) =>
  source instanceof Uint8Array
    ? new TextDecoder().decode(source)
    : typeof source === 'string'
      ? source
      : undefined;
