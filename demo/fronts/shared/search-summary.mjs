import { countLine } from './count-line.mjs';

/**
 * Returns the result of a search in words.
 * @param {string} query
 * @param {number} count
 */
export const searchSummary = (query, count) =>
  query ? `${countLine(count)} for “${query}”` : 'Try “harbour”, “1987” or “Narrated by”.';
