import type { Clock } from '../browser/clock.js';

/** The latest records of a session that is not sampled. */
export interface Ring {
  /** Keeps a function that sends a record. */
  push(send: () => void): void;
  /** Sends the records of the last minute, after an error. */
  release(): void;
}

const MAX_RECORDS = 256;
const MAX_AGE_MILLIS = 60_000;

export function createRing(clock: Clock): Ring {
  let kept: { send: () => void; at: number }[] = [];
  return {
    push(send) {
      kept.push({ send, at: clock.pageNow() });
      if (kept.length > MAX_RECORDS) kept.shift();
    },
    release() {
      const since = clock.pageNow() - MAX_AGE_MILLIS;
      const released = kept;
      kept = [];
      for (const { send, at } of released) if (at >= since) send();
    },
  };
}
