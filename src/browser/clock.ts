/** Milliseconds since the page's time origin, the scale of `performance.now()` and of every event's `timeStamp`. */
export type PageMillis = number;
/** Milliseconds since the Unix epoch. */
export type EpochMillis = number;

export interface Clock {
  /** Returns the current page time; monotonic. */
  pageNow(): PageMillis;
  /** Returns the current wall time, derived from the monotonic clock. */
  epochNow(): EpochMillis;
  /** Converts a page time to wall time. */
  toEpoch(moment: PageMillis): EpochMillis;
}

/** Page time and URL at one moment. */
export type Moment = readonly [at: PageMillis | undefined, url: string];

/** Reads time and URL for a call that is queued until otel-rum has started. */
export const readMoment = (): Moment => [globalThis.performance?.now?.(), globalThis.location?.href];

/** Maximum difference between the two clocks before the offset is measured again. */
const MAX_DRIFT_MILLIS = 1_000;

/**
 * Creates the clock. Durations use the monotonic clock. Wall time is the monotonic clock plus an offset, which is measured
 * again when the clocks have drifted apart: the monotonic clock stops while a laptop sleeps on macOS and Linux
 * (https://github.com/w3c/hr-time/issues/115), and the system clock may be corrected.
 * @throws if the page has neither `performance.timeOrigin` nor a working `Date.now`
 */
export function createClock(): Clock {
  const now = performance.now.bind(performance);
  const wall = Date.now;
  // Some libraries replace `performance` by an object that has only `now()`.
  let offset = performance.timeOrigin || wall() - now();
  if (!(offset + now() > 0)) throw new Error('this page has no clock');

  const anchor = (): number => {
    const current = wall() - now();
    if (Math.abs(current - offset) > MAX_DRIFT_MILLIS) offset = current;
    return offset;
  };

  return {
    pageNow: now,
    epochNow: () => anchor() + now(),
    toEpoch: (moment) => anchor() + moment,
  };
}
