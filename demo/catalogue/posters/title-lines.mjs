// Widths of capitals in a bold grotesque, in thousandths of the type size; close enough for serif capitals too.
const widths = {
  I: 280,
  J: 556,
  L: 611,
  E: 667,
  F: 611,
  P: 667,
  S: 667,
  T: 611,
  V: 667,
  X: 667,
  Y: 667,
  Z: 611,
  M: 833,
  W: 944,
  G: 778,
  O: 778,
  Q: 778,
  ' ': 278,
  '’': 278,
  ',': 278,
  '.': 278,
};

/** Returns the width of a line in capitals, in units of its type size. */
export const lineWidth = (line) =>
  [...line].reduce((sum, character) => sum + (widths[character] ?? 722), 0) / 1000;

const splits = (words, count) => {
  if (count === 1) return [[words.join(' ')]];
  return words
    .slice(0, words.length - count + 1)
    .flatMap((_, index) =>
      splits(words.slice(index + 1), count - 1).map((rest) => [words.slice(0, index + 1).join(' '), ...rest]),
    );
};

const shortestLine = (lines) => Math.min(...lines.map(lineWidth));

/**
 * Breaks a title into the lines that allow the largest type; among equals, the fewest and most even ones.
 * @param {string} title
 * @param {{ width: number, maxLines: number, maxSize: number, maxHeight: number }} room
 * @returns {{ lines: string[], size: number }}
 */
export const titleLines = (title, { width, maxLines, maxSize, maxHeight }) => {
  const words = title.toUpperCase().split(' ');
  let best = { lines: [''], size: 0 };
  for (let count = 1; count <= Math.min(maxLines, words.length); count += 1) {
    for (const lines of splits(words, count)) {
      const size = Math.min(maxSize, width / Math.max(...lines.map(lineWidth)), maxHeight / (count * 1.02));
      const isEqual = Math.abs(size - best.size) < 0.01 && lines.length === best.lines.length;
      if (size > best.size + 0.01 || (isEqual && shortestLine(lines) > shortestLine(best.lines)))
        best = { lines, size };
    }
  }
  return best;
};
