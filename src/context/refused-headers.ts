import { keepNewest } from './newest.js';

/** Remembers which requests fail because of our headers: a redirect or another origin that does not allow them. */
export interface RefusedHeaders {
  /** Whether requests of this key go without headers. */
  has(key: string): boolean;
  /**
   * A request failed without a response, as one that CORS refuses does. If it had no headers, they are not to blame, and
   * later requests get them again.
   */
  onFailure(key: string, hadHeaders: boolean): void;
  /**
   * A request without headers got a response.
   * @param isHarmless whether headers would have done no harm: the response came from the page's own origin
   */
  onResponse(key: string, isHarmless: boolean): void;
}

const MAX_KEYS = 100;
/** A failure may also be one of the network. After this many, no response gives the headers back. */
const MAX_FAILURES = 3;

/** Keeps the newest keys, for the page's life. */
export function createRefusedHeaders(): RefusedHeaders {
  /** Failures of a key; below zero where a response has given the headers back. */
  const rows = new Map<string, number>();
  return {
    has: (key) => (rows.get(key) ?? 0) > 0,
    onFailure(key, hadHeaders) {
      keepNewest(rows, MAX_KEYS, key, hadHeaders ? Math.abs(rows.get(key) ?? 0) + 1 : undefined);
    },
    onResponse(key, isHarmless) {
      const failures = rows.get(key) ?? MAX_FAILURES;
      if (isHarmless && failures < MAX_FAILURES) rows.set(key, -Math.abs(failures));
    },
  };
}
