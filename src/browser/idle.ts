import { nativeSetTimeout } from './natives.js';

/** Safari has no `requestIdleCallback`: a short wait lets the page's own work go first. */
const FALLBACK_DELAY_MILLIS = 50;
const MAX_WAIT_MILLIS = 1_000;

/** Runs `callback` once: in the browser's next idle period, at the latest after a second. */
export function whenIdle(callback: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) callback();
    isDone = true;
  };
  const hasIdle = typeof requestIdleCallback === 'function';
  if (hasIdle) requestIdleCallback(once, { timeout: MAX_WAIT_MILLIS });
  // A page may have a function of that name that is another one.
  nativeSetTimeout(once, hasIdle ? MAX_WAIT_MILLIS : FALLBACK_DELAY_MILLIS);
}
