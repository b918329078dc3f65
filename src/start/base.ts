import { type Clock, createClock } from '../browser/clock.js';
import { createLifecycle, type Lifecycle } from '../browser/lifecycle.js';
import { createGuard, type Guard } from '../diagnostics/guard.js';
import type { Log } from '../diagnostics/log.js';

/** Services for all parts of the start. */
export interface Base {
  readonly log: Log;
  readonly clock: Clock;
  readonly guard: Guard;
  readonly lifecycle: Lifecycle;
  /** Returns the main-thread time of otel-rum since the last call, in milliseconds. */
  takeWorkMillis(): number;
}

export function createBase(log: Log): Base {
  const clock = createClock();
  const work = { millis: 0 };
  return {
    log,
    clock,
    guard: createGuard(log, work, clock.pageNow),
    lifecycle: createLifecycle(),
    takeWorkMillis() {
      const { millis } = work;
      work.millis = 0;
      return millis;
    },
  };
}
