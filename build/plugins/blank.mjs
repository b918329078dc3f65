// @ts-check

/** @typedef {{ start: number, end: number }} Range */

/**
 * Replaces a range by a shorter text and spaces, so that all other characters keep their line and column, and source maps stay
 * right.
 *
 * @param {string} code
 * @param {Range} range
 * @param {string} left
 */
export function blank(code, { start, end }, left) {
  if (left.length > end - start) throw new Error(`"${left}" is longer than the text that it replaces`);
  const gap = code.slice(start + left.length, end).replace(/[^\n]/g, ' ');
  return code.slice(0, start) + left + gap + code.slice(end);
}
