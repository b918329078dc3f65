import type { Stop } from './lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from './natives.js';
import { observe } from './observe.js';

/** What waits for its resource timing entry. */
interface Waiting {
  readonly url: string;
  readonly startedAt: number;
  readonly settle: (entry: PerformanceResourceTiming | undefined) => void;
}

export interface ResourceTimings {
  /**
   * Calls `onEntry` once: with the entry of the request to `url` that began at or after `startedAt` (page time), or
   * with undefined when none came within `maxWaitMillis`, at the page's end, or where the browser has no such entries.
   */
  match(
    url: string,
    startedAt: number,
    maxWaitMillis: number,
    onEntry: (entry: PerformanceResourceTiming | undefined) => void,
  ): void;
  /** Settles all that still wait, with their entry where the browser has recorded one by now. */
  settleAll(): void;
  stop: Stop;
}

/** Entries that come before anyone asks for them: the browser may record a response before its promise settles. */
const MAX_KEPT_ENTRIES = 64;
/** `performance.now()` and entries are coarsened by up to a millisecond, each its own way. */
const CLOCK_TOLERANCE_MILLIS = 2;

/** Joins requests of one initiator type (`fetch`, `xmlhttprequest`) with their resource timing entries. */
export function createResourceTimings(initiatorType: string): ResourceTimings {
  const waiting = new Set<Waiting>();
  let kept: PerformanceResourceTiming[] = [];

  const belongs = (entry: PerformanceResourceTiming, request: Omit<Waiting, 'settle'>) =>
    entry.name === request.url && entry.startTime >= request.startedAt - CLOCK_TOLERANCE_MILLIS;

  const observation = observe<PerformanceResourceTiming>('resource', (entries) => {
    for (const entry of entries) {
      if (entry.initiatorType !== initiatorType) continue;
      const request = [...waiting].find((candidate) => belongs(entry, candidate));
      if (request) request.settle(entry);
      else kept.push(entry);
    }
    kept = kept.slice(-MAX_KEPT_ENTRIES);
  });

  return {
    match(url, startedAt, maxWaitMillis, onEntry) {
      // An entry's name has no fragment.
      const request = { url: url.split('#', 1)[0] as string, startedAt };
      const index = kept.findIndex((entry) => belongs(entry, request));
      if (index >= 0 || !observation) return onEntry(kept.splice(index, index < 0 ? 0 : 1)[0]);
      const timer = nativeSetTimeout(() => wait.settle(undefined), maxWaitMillis);
      const wait: Waiting = {
        ...request,
        settle: (entry) => {
          nativeClearTimeout(timer);
          if (waiting.delete(wait)) onEntry(entry);
        },
      };
      waiting.add(wait);
    },
    settleAll() {
      if (waiting.size) observation?.drain();
      for (const request of [...waiting]) request.settle(undefined);
    },
    stop: () => observation?.stop(),
  };
}
