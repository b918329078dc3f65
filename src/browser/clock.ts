/** Milliseconds since the page's time origin, as `performance.now()` and every event's `timeStamp` count. */
export type PageMillis = number;
/** Milliseconds since the Unix epoch. */
export type EpochMillis = number;

export interface Clock {
  /** Monotonic now. */
  pageNow(): PageMillis;
  /** Wall time now, by the monotonic clock. */
  epochNow(): EpochMillis;
  /** Wall time of a moment of this page. */
  toEpoch(moment: PageMillis): EpochMillis;
}

/** The page time and the URL of a moment. */
export type Moment = readonly [at: PageMillis | undefined, url: string];

/** Reads the moment of a call that has to wait until otel-rum runs. */
export const readMoment = (): Moment => [globalThis.performance?.now?.(), globalThis.location?.href];

/** The wall clock may be off the page's clock by this much before it counts as a sleep or a change of the clock. */
const MAX_DRIFT_MILLIS = 1_000;

/**
 * Durations come from the monotonic clock. Wall time is the monotonic clock plus an offset, which is taken anew when
 * the two have moved apart: after a laptop's sleep (the monotonic clock stands still) or a correction of the clock.
 */
export function createClock(): Clock {
  const now = performance.now.bind(performance);
  const wall = Date.now;
  // Some libraries put an object with nothing but `now()` in the place of `performance`.
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
