import type { Clock } from '../../browser/clock.js';
import { keepNewest } from '../../context/newest.js';

/** Recent failures of requests, to recognize retries and requests that the page's policy blocked. */
export interface FailureLog {
  /** Returns how often in a row the request of this key has failed, if the last failure was within a minute. */
  countOf(key: string): number;
  /** Records how a request ended; a success resets the count. */
  note(key: string, hasFailed: boolean): void;
  /** Whether the page's Content Security Policy has blocked requests to this URL. */
  wasBlocked(url: URL): boolean;
  onCspViolation(event: {
    readonly effectiveDirective: string;
    readonly blockedURI: string;
    readonly disposition: string;
  }): void;
}

const MAX_AGE_MILLIS = 60_000;
const MAX_ENTRIES = 50;

export function createFailureLog(clock: Clock): FailureLog {
  const failed = new Map<string, { count: number; at: number }>();
  const blocked = new Map<string, true>();
  const countOf = (key: string) => {
    const row = failed.get(key);
    return row && clock.pageNow() - row.at < MAX_AGE_MILLIS ? row.count : 0;
  };
  return {
    countOf,
    note(key, hasFailed) {
      const row = { count: countOf(key) + 1, at: clock.pageNow() };
      keepNewest(failed, MAX_ENTRIES, key, hasFailed ? row : undefined);
    },
    wasBlocked: ({ origin, href }) => blocked.has(href.split('#', 1)[0] as string) || blocked.has(origin),
    onCspViolation({ effectiveDirective, blockedURI, disposition }) {
      // Report-only policies block nothing.
      if (effectiveDirective === 'connect-src' && disposition === 'enforce')
        keepNewest(blocked, MAX_ENTRIES, blockedURI, true);
    },
  };
}
