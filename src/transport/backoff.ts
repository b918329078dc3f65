/** The time of the next attempt after failures. */
export interface Backoff {
  /** Returns the milliseconds until the next attempt; 0: now. */
  remainingMillis(nowMillis: number): number;
  /** Whether the last attempt failed. */
  hasFailed(): boolean;
  /** Records a success. @returns whether the attempt before had failed */
  succeeded(): boolean;
  /**
   * Records a failure. @param retryAfterMillis the wait that the collector requested
   * @returns the number of failures in a row
   */
  failed(nowMillis: number, retryAfterMillis: number | undefined): number;
  /** Ends the current wait: the network is back. */
  expire(): void;
}

const FIRST_MILLIS = 1_000;
const MAX_MILLIS = 5 * 60_000;

/** Creates an exponential backoff, half of it jitter; honours the collector's `Retry-After` up to the maximum. */
export function createBackoff(
  random: () => number = Math.random,
  firstMillis = FIRST_MILLIS,
  maxMillis = MAX_MILLIS,
): Backoff {
  let failures = 0;
  let untilMillis = 0;
  const remainingMillis = (now: number) => Math.max(0, untilMillis - now);
  return {
    remainingMillis,
    hasFailed: () => failures > 0,
    succeeded() {
      const wasUnwell = failures > 0;
      failures = 0;
      untilMillis = 0;
      return wasUnwell;
    },
    failed(now, retryAfterMillis) {
      const asked = Math.min(retryAfterMillis ?? 0, maxMillis);
      // Concurrent requests of several signals fail together, which counts as one failure.
      if (!remainingMillis(now)) {
        const ceiling = Math.min(firstMillis * 2 ** failures++, maxMillis);
        untilMillis = now + ceiling * (0.5 + random() / 2);
      }
      untilMillis = Math.max(untilMillis, now + asked);
      return failures;
    },
    expire() {
      untilMillis = 0;
    },
  };
}
