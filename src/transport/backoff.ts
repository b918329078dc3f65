/** When to try again after failures. */
export interface Backoff {
  /** Whether nothing is to be sent yet. */
  isWaiting(nowMillis: number): boolean;
  /** Milliseconds until the next try; 0 where it may be made now. */
  remainingMillis(nowMillis: number): number;
  succeeded(): void;
  failed(nowMillis: number, retryAfterMillis: number | undefined): void;
}

const FIRST_MILLIS = 1_000;
const MAX_MILLIS = 5 * 60_000;

/** Exponential backoff with full jitter; what the collector asks for is kept to, within the longest wait. */
export function createBackoff(random: () => number = Math.random): Backoff {
  let failures = 0;
  let untilMillis = 0;
  const remainingMillis = (now: number) => Math.max(0, untilMillis - now);
  return {
    remainingMillis,
    isWaiting: (now) => remainingMillis(now) > 0,
    succeeded() {
      failures = 0;
      untilMillis = 0;
    },
    failed(now, retryAfterMillis) {
      const ceiling = Math.min(FIRST_MILLIS * 2 ** failures++, MAX_MILLIS);
      untilMillis =
        now + Math.min(Math.max(retryAfterMillis ?? 0, ceiling * (0.5 + random() / 2)), MAX_MILLIS);
    },
  };
}
