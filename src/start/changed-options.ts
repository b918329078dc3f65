import type { RumOptions } from '../options.js';

/** Returns a text that is equal for equal values: the first half of functions and expressions, the second of objects. */
function textOf(value: unknown): string {
  try {
    return String(value) + JSON.stringify(value);
  } catch {
    // A cycle, as in a context manager.
    return '';
  }
}

/** Returns the names of the options that differ between two calls of `initRum`. */
export const changedOptions = (first: RumOptions, later: RumOptions): string[] =>
  Object.keys({ ...first, ...later }).filter(
    (key) => textOf(first[key as never]) !== textOf(later[key as never]),
  );
