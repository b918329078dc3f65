/**
 * Returns random numbers that are always the same for the same words, so that a film keeps its poster.
 * FNV-1a makes the seed, mulberry32 the numbers.
 * @param {string} words
 * @returns {(from?: number, to?: number) => number}
 */
export const seededRandom = (words) => {
  let state = 0x811c9dc5;
  for (const character of words) state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
  return (from = 0, to = 1) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return from + (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * (to - from);
  };
};
