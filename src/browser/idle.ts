import { nativeSetTimeout } from './natives.js';

/** Safari has no `requestIdleCallback`: a short wait lets the page's own work go first. */
const FALLBACK_DELAY_MILLIS = 50;
const MAX_WAIT_MILLIS = 1_000;

/** Runs `callback` in the browser's next idle period, at the latest after a second. */
export function whenIdle(callback: () => void): void {
  const request = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
  if (request) request(callback, { timeout: MAX_WAIT_MILLIS });
  else nativeSetTimeout(callback, FALLBACK_DELAY_MILLIS);
}
