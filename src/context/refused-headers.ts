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
  const rows = new Map<string, { failures: number; isRefused: boolean }>();
  return {
    has: (key) => !!rows.get(key)?.isRefused,
    onFailure(key, hadHeaders) {
      const failures = (rows.get(key)?.failures ?? 0) + 1;
      rows.delete(key);
      if (hadHeaders) rows.set(key, { failures, isRefused: true });
      if (rows.size > MAX_KEYS) rows.delete(rows.keys().next().value as string);
    },
    onResponse(key, isHarmless) {
      const row = rows.get(key);
      if (row && isHarmless && row.failures < MAX_FAILURES) row.isRefused = false;
    },
  };
}
