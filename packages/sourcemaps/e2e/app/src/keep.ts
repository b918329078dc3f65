/** Functions that are used elsewhere too: no minifier puts them into their callers. */
const kept: unknown[] = [];

export const keep = (...functions: unknown[]): void => {
  kept.push(...functions);
};
