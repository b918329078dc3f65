import type { Log } from './log.js';

/** Wraps a function so that what it throws stays with us; the wrapped one then gives undefined. */
export type Guard = <A extends unknown[], R>(fn: (...args: A) => R) => (...args: A) => R | undefined;

/** A guard that tells of faults in debug mode. */
export function createGuard(log: Log): Guard {
  return (fn) =>
    function (this: unknown, ...args) {
      try {
        return fn.apply(this, args);
      } catch (fault) {
        log.debug('a fault of our own; the page goes on', fault);
        return undefined;
      }
    };
}
