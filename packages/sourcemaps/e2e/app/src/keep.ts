/** Functions that are used elsewhere too, so that no minifier inlines them. */
const kept: unknown[] = [];

export const keep = (...functions: unknown[]): void => {
  kept.push(...functions);
};
