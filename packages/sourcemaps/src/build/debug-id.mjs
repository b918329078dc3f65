// @ts-check
import { createHash } from 'node:crypto';

/** Matches a debug id as this package writes and accepts it. Other texts never reach the file system. */
const DEBUG_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @param {unknown} id @returns {id is string} */
export const isDebugId = (id) => typeof id === 'string' && DEBUG_ID.test(id);

/**
 * Returns a UUID derived from a file's content: equal content has an equal id on every machine. The id does not depend on the
 * map, since a file's name contains a hash of its content, and one URL must not serve two texts.
 *
 * @param {string} content
 * @returns {string} a UUID in the form of version 4, which every tool accepts
 */
export function debugIdOf(content) {
  const hex = createHash('sha256').update(content).digest('hex');
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/**
 * Returns the path of an id's map, within the folder of maps.
 *
 * @param {string} id
 * @returns {string}
 * @throws {TypeError} unless it is a debug id
 */
export function mapPathOf(id) {
  if (!isDebugId(id)) throw new TypeError(`not a debug id: ${id}`);
  return `${id.slice(0, 2)}/${id}.map`;
}
