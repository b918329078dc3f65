import type { Log } from './log.js';

/** Wraps a function so that what it throws stays with us; the wrapped one then gives undefined. */
export type Guard = <A extends unknown[], R>(fn: (...args: A) => R) => (...args: A) => R | undefined;

/** How long guarded functions have kept the main thread busy. */
export interface Work {
  millis: number;
}

/** A guard that tells of faults in debug mode, and adds to `work` what the guarded functions took, by the clock `now`. */
export function createGuard(log: Log, work: Work = { millis: 0 }, now: () => number = () => 0): Guard {
  let depth = 0;
  return (fn) =>
    function (this: unknown, ...args) {
      // What one of them calls of the others is within its time.
      const startedAt = depth++ ? undefined : now();
      try {
        return fn.apply(this, args);
      } catch (fault) {
        log.debug('a fault of our own; the page goes on', fault);
        return undefined;
      } finally {
        depth--;
        if (startedAt !== undefined) work.millis += now() - startedAt;
      }
    };
}
