import { keepNewest } from './newest.js';

/** Remembers requests that fail because of our headers: a redirect or another origin does not allow them. */
export interface RefusedHeaders {
  /** Whether requests of this key are sent without headers. */
  has(key: string): boolean;
  /**
   * Records a failure without a response, as after a refusal by CORS. If the request had no headers, the headers were not
   * the cause, and later requests have them again.
   */
  onFailure(key: string, hadHeaders: boolean): void;
  /**
   * Records a response to a request without headers.
   * @param isHarmless whether headers would have been allowed: the response came from the page's own origin
   */
  onResponse(key: string, isHarmless: boolean): void;
}

const MAX_KEYS = 100;
/** The network may also cause failures. After this many of them, a response does not bring the headers back. */
const MAX_FAILURES = 3;

/** Remembers the newest keys until the page ends. */
export function createRefusedHeaders(): RefusedHeaders {
  /** Number of failures per key; negative if a response has brought the headers back. */
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
