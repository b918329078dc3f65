import type { Clock } from '../browser/clock.js';
import { isHidden } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import type { Signal } from '../record.js';

/** The one timer of delivery. */
export interface SendTimer {
  /** Sends after a delay, or when the exporter allows it if that is later. An earlier time replaces a later one. */
  schedule(delayMillis: number, signal?: Signal): void;
  clear(): void;
}

/**
 * @param waitMillis how long the exporter must not send, for a signal or for any
 * @param send errors are caught by the caller
 */
export function createSendTimer(
  clock: Clock,
  waitMillis: (signal?: Signal) => number,
  send: () => void,
): SendTimer {
  let timer: number | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  const clear = () => {
    nativeClearTimeout(timer);
    dueAt = Number.POSITIVE_INFINITY;
  };
  // With `await`, which uses no promise of zone.js: in Angular's zone that would cause change detection.
  const sendSoon = async () => {
    await undefined;
    send();
  };
  return {
    schedule(delayMillis, signal) {
      const now = clock.pageNow();
      // Chromium throttles timers of hidden pages to one per minute (https://developer.chrome.com/blog/timer-throttling-in-chrome-88):
      // a new record does not wait for a late timer.
      if (dueAt < now && isHidden()) {
        void sendSoon();
        return;
      }
      // Rounded up: timers truncate fractions, and would run too early.
      const delay = Math.ceil(Math.max(delayMillis, waitMillis(signal)));
      if (now + delay >= dueAt) return;
      clear();
      dueAt = now + delay;
      timer = nativeSetTimeout(send, delay);
    },
    clear,
  };
}
