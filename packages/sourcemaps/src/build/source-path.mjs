// @ts-check
import { posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Returns a source's path relative to the project, with forward slashes. A map's own paths are
 * relative to the map, which moves, or start with the name of the bundler.
 *
 * @param {string} source as it stands in the map
 * @param {string} folder where the bundler would have put the map
 * @param {string} root the project's folder
 */
export function sourcePath(source, folder, root) {
  const bundled = /^(?:webpack|rspack|turbopack|webpack-internal):\/\/[^/]*\/(.*)$/.exec(source)?.[1];
  if (bundled !== undefined) return tidy(bundled.replace(/^\[project\]\//, '').replace(/\?[^/]*$/, ''), root);
  if (source.startsWith('file://')) return tidy(withoutScheme(source), root);
  if (/^[\w+.-]{2,}:/.test(source) || source.startsWith('\0')) return source.replaceAll('\0', '');
  return tidy(resolve(folder, source), root);
}

/** @param {string} url */
function withoutScheme(url) {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

/** @param {string} path @param {string} root */
function tidy(path, root) {
  const isAbsolute = resolve(path) === path || /^[a-z]:[\\/]/i.test(path);
  return posix.normalize((isAbsolute ? relative(root, path) : path).split(sep).join('/')) || path;
}
