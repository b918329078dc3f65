// @ts-check
const MAX_WIDTH = 200;

/**
 * Returns a line of source with the lines around it, each with its number.
 *
 * @param {string | undefined} text
 * @param {number} line from 1
 * @param {number} around lines before and after it
 */
export function sourceContext(text, line, around) {
  if (!text) return '';
  const lines = text.split('\n');
  const first = Math.max(1, line - around);
  return lines
    .slice(first - 1, line + around)
    .map(
      (one, index) =>
        `${first + index === line ? '>' : ' '} ${first + index} | ${one.slice(0, MAX_WIDTH).trimEnd()}`,
    )
    .join('\n');
}
