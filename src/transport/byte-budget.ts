/** Limits the bytes that a page sends: a burst, then a constant rate. */
export interface ByteBudget {
  /** Returns the milliseconds until something may be sent; 0: now. */
  waitMillis(nowMillis: number): number;
  /** Records bytes that are sent, even beyond the budget. */
  spend(bytes: number): void;
}

const MAX_BYTES = 16 * 1024 * 1024;
const BYTES_PER_MILLI = (4 * 1024 * 1024) / (5 * 60_000);

/** Creates a budget of 16 MB at once and then 4 MB per five minutes, uncompressed, against pages that record without end. */
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
