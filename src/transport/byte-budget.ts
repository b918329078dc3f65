/** What a page may send: a burst, and a trickle after it. */
export interface ByteBudget {
  /** Milliseconds until something may be sent; 0: now. */
  waitMillis(nowMillis: number): number;
  /** Bytes that are sent, whether or not there was room for them. */
  spend(bytes: number): void;
}

const MAX_BYTES = 16 * 1024 * 1024;
const BYTES_PER_MILLI = (4 * 1024 * 1024) / (5 * 60_000);

/** A page out of control must not fill its user's line: 16 MB at once and then 4 MB in five minutes, uncompressed. */
export function createByteBudget(): ByteBudget {
  let left = MAX_BYTES;
  let atMillis = 0;
  return {
    waitMillis(now) {
      left = Math.min(MAX_BYTES, left + (now - atMillis) * BYTES_PER_MILLI);
      atMillis = now;
      return left > 0 ? 0 : -left / BYTES_PER_MILLI;
    },
    spend(bytes) {
      left -= bytes;
    },
  };
}
