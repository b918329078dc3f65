/** When to try again after failures. */
export interface Backoff {
  /** Milliseconds until the next try; 0 where it may be made now. */
  remainingMillis(nowMillis: number): number;
  /** Whether the last try failed. */
  hasFailed(): boolean;
  /** @returns whether the collector was unwell till now */
  succeeded(): boolean;
  failed(nowMillis: number, retryAfterMillis: number | undefined): void;
  /** The network is back: the next try may be made now. */
  expire(): void;
}

const FIRST_MILLIS = 1_000;
const MAX_MILLIS = 5 * 60_000;

/** Exponential backoff, half of it jitter; what the collector asks for is kept to, within the longest wait. */
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
      // Requests of several signals that were under way together fail together: that is one failure.
      if (!remainingMillis(now)) {
        const ceiling = Math.min(firstMillis * 2 ** failures++, maxMillis);
        untilMillis = now + ceiling * (0.5 + random() / 2);
      }
      untilMillis = Math.max(untilMillis, now + asked);
    },
    expire() {
      untilMillis = 0;
    },
  };
}
