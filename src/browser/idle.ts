import { nativeClearTimeout, nativeSetTimeout } from './natives.js';

/** Delay in browsers without `requestIdleCallback`, such as Safari (https://bugs.webkit.org/show_bug.cgi?id=164193). */
const FALLBACK_DELAY_MILLIS = 50;
const MAX_WAIT_MILLIS = 1_000;

/** Runs `callback` once: in the browser's next idle period, or after a second at the latest. Returns a function that cancels it. */
export function whenIdle(callback: () => void): () => void {
  let isDone = false;
  const once = () => {
    if (!isDone) callback();
    isDone = true;
  };
  const hasIdle = typeof requestIdleCallback === 'function';
  if (hasIdle) requestIdleCallback(once, { timeout: MAX_WAIT_MILLIS });
  // The timer also runs beside an idle callback: the page may have a different function of that name.
  const timer = nativeSetTimeout(once, hasIdle ? MAX_WAIT_MILLIS : FALLBACK_DELAY_MILLIS);
  return () => {
    isDone = true;
    nativeClearTimeout(timer);
  };
}
