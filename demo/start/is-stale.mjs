import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Returns the time of the last change of a file, or of the newest file in a folder; tests do not count. */
const newestMillis = (location) => {
  const stats = statSync(location, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const names = readdirSync(location).filter((name) => !/\.test\.[a-z]+$/.test(name));
  return Math.max(0, ...names.map((name) => newestMillis(path.join(location, name))));
};

/**
 * Whether one of the results is missing, or older than one of its sources.
 * @param {string[]} results files
 * @param {string[]} sources files and folders
 */
export const isStale = (results, sources) => {
  const builtMillis = results.map((result) => statSync(result, { throwIfNoEntry: false })?.mtimeMs);
  if (builtMillis.includes(undefined)) return true;
  return Math.min(...builtMillis) < Math.max(...sources.map(newestMillis));
};
