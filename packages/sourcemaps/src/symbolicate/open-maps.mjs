// @ts-check
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDebugId, mapPathOf } from '../build/debug-id.mjs';
import { indexMap } from './map-index.mjs';
import { readFunctions } from './source-functions.mjs';

/** Time after which a missing map is looked for again, since it may have been copied meanwhile. */
const RETRY_MILLIS = 30_000;
const MAX_FAULTS = 1_000;

/**
 * @typedef {object} LoadedMap
 * @property {import('./map-index.mjs').MapIndex} index
 * @property {number[] | undefined} lineLengths lengths of the lines of the map's file
 * @property {(source: number) => import('./source-functions.mjs').FunctionFinder} functionsOf
 */

/**
 * The maps of a folder, by debug id. They are read at their first use, and the least recently used ones are dropped when
 * they exceed the memory limit.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {number} [options.maxBytes] of all maps in memory, as indexed; 256 MiB unless given
 * @param {number} [options.maxMapBytes] a larger file is not read; 64 MiB unless given
 * @param {(message: string) => void} [options.report] called once for each map that cannot be used
 */
export function openMaps({ folder, maxBytes = 2 ** 28, maxMapBytes = 2 ** 26, report = () => {} }) {
  const root = resolve(folder);
  /** @type {Map<string, { bytes: number, loaded: Promise<LoadedMap | undefined> }>} the one used last is last */
  const cache = new Map();
  /** @type {Map<string, number>} when each was last looked for */
  const missing = new Map();
  /** @type {Set<string>} */
  const reported = new Set();
  let bytes = 0;

  /** @param {string} id @param {string} fault */
  const fail = (id, fault) => {
    if (missing.size >= MAX_FAULTS) missing.delete(/** @type {string} */ (missing.keys().next().value));
    missing.set(id, Date.now());
    const key = `${id} ${fault}`;
    if (reported.has(key) || reported.size >= MAX_FAULTS) return undefined;
    reported.add(key);
    return void report(`source map ${id}: ${fault}; stacks of this file stay as they are`);
  };

  /** @param {string} id @returns {Promise<LoadedMap | undefined>} */
  const load = async (id) => {
    const path = join(root, mapPathOf(id));
    let text;
    try {
      const { size } = await stat(path);
      if (size > maxMapBytes) return fail(id, `it has ${size} bytes, and at most ${maxMapBytes} are read`);
      text = await readFile(path, 'utf8');
    } catch (error) {
      const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
      return fail(id, code === 'ENOENT' ? 'there is none in the folder' : message);
    }
    try {
      const map = JSON.parse(text);
      if ((map.debugId ?? map.debug_id) !== id) return fail(id, 'the file is the map of another id');
      const index = indexMap(map);
      const entry = cache.get(id);
      if (entry) {
        entry.bytes = index.bytes;
        bytes += index.bytes;
      }
      const lengths = map.x_otel_rum_lines;
      return {
        index,
        lineLengths: Array.isArray(lengths) ? lengths : undefined,
        functionsOf: lazy((source) => readFunctions(index.sources[source] ?? '', index.contents[source])),
      };
    } catch (error) {
      return fail(id, `it cannot be read: ${/** @type {Error} */ (error).message}`);
    }
  };

  const makeRoom = () => {
    for (const [id, entry] of cache) {
      if (bytes <= maxBytes || cache.size === 1) return;
      cache.delete(id);
      bytes -= entry.bytes;
    }
  };

  return {
    /** Says once that a map does not fit. @param {string} id @param {string} fault */
    fail,
    /** Returns the bytes of the maps in memory. */
    bytes: () => bytes,
    /**
     * @param {unknown} id as it came from outside
     * @returns {Promise<LoadedMap | undefined>} undefined if there is no usable map
     */
    async get(id) {
      if (!isDebugId(id)) return undefined;
      const before = cache.get(id);
      if (before) {
        cache.delete(id);
        cache.set(id, before);
        return before.loaded;
      }
      if (Date.now() - (missing.get(id) ?? Number.NEGATIVE_INFINITY) < RETRY_MILLIS) return undefined;
      /** @type {{ bytes: number, loaded: Promise<LoadedMap | undefined> }} */
      const entry = { bytes: 0, loaded: Promise.resolve(undefined) };
      cache.set(id, entry);
      entry.loaded = load(id);
      const loaded = await entry.loaded;
      if (!loaded && cache.get(id) === entry) cache.delete(id);
      makeRoom();
      return loaded;
    },
  };
}

/** @template T @param {(key: number) => T} make @returns {(key: number) => T} */
function lazy(make) {
  /** @type {Map<number, T>} */
  const made = new Map();
  return (key) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
