// @ts-check
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { isScriptOrStyle, openMapFolder } from './map-folder.mjs';

const MAP_URL = /[#@] sourceMappingURL=([^\s*'"]+)[^\n]*\s*(?:\/\/# debugId=\S*\s*)?$/;

/**
 * Does the same as the plugins to the output folder of a build, for Turbopack and other tools without hooks.
 *
 * @param {string} dir
 * @param {import('./map-folder.mjs').Options} options
 * @param {(message: string) => void} warn
 * @returns {Promise<number>} how many files have an id now
 */
export async function collect(dir, options, warn) {
  const outDir = resolve(dir);
  const folder = openMapFolder(options, process.cwd());
  let count = 0;
  for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !isScriptOrStyle(entry.name)) continue;
    const code = await readFile(path, 'utf8');
    const mapPath = mapPathFor(path, code, outDir);
    const map = await readFile(mapPath, 'utf8').catch(() => undefined);
    if (map === undefined) continue;
    const changed = await folder.move({ name: relative(outDir, path), code, map, outDir }, warn);
    if (changed !== undefined) {
      await writeFile(path, changed);
      count++;
    }
    await rm(mapPath);
  }
  return count;
}

/** The map that a file names, if that is within the folder; else the one beside it. @param {string} path @param {string} code @param {string} outDir */
function mapPathFor(path, code, outDir) {
  const named = MAP_URL.exec(code.slice(-2_000))?.[1];
  const found = named && !/^[\w+.-]+:/.test(named) ? resolve(dirname(path), decodeURI(named)) : undefined;
  return found && !relative(outDir, found).startsWith('..') ? found : `${path}.map`;
}
