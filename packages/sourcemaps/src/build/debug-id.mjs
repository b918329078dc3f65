// @ts-check
import { createHash } from 'node:crypto';

/** A debug id as this package writes and accepts it. Anything else never reaches the file system. */
const DEBUG_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @param {unknown} id @returns {id is string} */
export const isDebugId = (id) => typeof id === 'string' && DEBUG_ID.test(id);

/**
 * Returns a UUID made from a file's content: equal content, equal id, on every machine. The id depends on the content
 * alone and not on the map, since a file's name holds a hash of the same content: one URL must not serve two texts.
 *
 * @param {string} content
 * @returns {string} in the shape of a version 4 UUID, which every tool accepts
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
 * Returns where the map of an id is, within the folder of maps.
 *
 * @param {string} id
 * @returns {string}
 * @throws {TypeError} unless it is a debug id
 */
export function mapPathOf(id) {
  if (!isDebugId(id)) throw new TypeError(`not a debug id: ${id}`);
  return `${id.slice(0, 2)}/${id}.map`;
}
