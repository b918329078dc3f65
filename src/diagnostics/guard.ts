import type { Log } from './log.js';

/** Wraps a function: errors that it throws are caught, and the wrapper returns undefined. */
export type Guard = <A extends unknown[], R>(fn: (...args: A) => R) => (...args: A) => R | undefined;

/** Main-thread time of guarded functions. */
export interface Work {
  millis: number;
}

/** Creates a guard. It logs errors in debug mode, and adds to `work` the time of guarded functions, measured by `now`. */
export function createGuard(log: Log, work: Work = { millis: 0 }, now: () => number = () => 0): Guard {
  let depth = 0;
  return (fn) =>
    function (this: unknown, ...args) {
      // Nested calls are part of the outer one's time.
      const startedAt = depth++ ? undefined : now();
      try {
        return fn.apply(this, args);
      } catch (fault) {
        log.debug('internal error; the page is unaffected', fault);
        return undefined;
      } finally {
        depth--;
        if (startedAt !== undefined) work.millis += now() - startedAt;
      }
    };
}
