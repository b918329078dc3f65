import { isKnownEntryType } from './known-entries.js';
import type { Stop } from './lifecycle.js';

export interface Observation {
  /** Delivers the entries that the browser has recorded but not yet delivered. */
  drain(): void;
  stop: Stop;
}

/**
 * Observes performance entries of one type, including those from before the call.
 * @returns undefined if the browser does not know the type, or refuses to observe it
 */
export function observe<Entry extends PerformanceEntry>(
  type: string,
  onEntries: (entries: Entry[]) => void,
  options?: PerformanceObserverInit,
): Observation | undefined {
  try {
    if (!isKnownEntryType(type)) return undefined;
    const observer = new PerformanceObserver((list) => onEntries(list.getEntries() as Entry[]));
    observer.observe({ type, buffered: true, ...options });
    return {
      drain: () => onEntries(observer.takeRecords() as Entry[]),
      stop: () => observer.disconnect(),
    };
  } catch {
    return undefined;
  }
}

/** Calls back when nodes have been added to or removed from the page. */
export function observeDom(callback: () => void): MutationObserver {
  const observer = new MutationObserver(callback);
  observer.observe(document, { childList: true, subtree: true });
  return observer;
}
