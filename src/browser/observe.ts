import { isKnownEntryType } from './known-entries.js';
import type { Stop } from './lifecycle.js';

export interface Observation {
  /** Delivers the entries that the browser has recorded but not yet delivered. */
  drain(): void;
  stop: Stop;
}

type Listener = (entries: PerformanceEntry[]) => void;
interface Shared extends Observation {
  readonly listeners: Set<Listener>;
}
/** Observers created in this task, by entry type. A listener that joins one misses no entry. */
const joinable = new Map<string, Shared>();

function createShared(type: string): Shared {
  const listeners = new Set<Listener>();
  const deliver = (entries: PerformanceEntry[]) => {
    for (const listener of [...listeners]) listener(entries);
  };
  const observer = new PerformanceObserver((list) => deliver(list.getEntries()));
  observer.observe({ type, buffered: true });
  const shared: Shared = {
    listeners,
    drain: () => deliver(observer.takeRecords()),
    stop: () => observer.disconnect(),
  };
  joinable.set(type, shared);
  const expire = async () => {
    await undefined;
    joinable.delete(type);
  };
  void expire();
  return shared;
}

/**
 * Observes performance entries of one type, including those from before the call. Calls in one task share an observer per type,
 * because each observer costs main-thread time for every entry.
 * @param onEntries must not throw: other listeners follow it
 * @returns undefined if the browser does not know the type, or refuses to observe it
 */
export function observe<Entry extends PerformanceEntry>(
  type: string,
  onEntries: (entries: Entry[]) => void,
): Observation | undefined {
  try {
    if (!isKnownEntryType(type)) return undefined;
    const shared = joinable.get(type) ?? createShared(type);
    const { listeners, drain } = shared;
    listeners.add(onEntries as Listener);
    return {
      drain,
      stop() {
        listeners.delete(onEntries as Listener);
        if (listeners.size) return;
        joinable.delete(type);
        shared.stop();
      },
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
