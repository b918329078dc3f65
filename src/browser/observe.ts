import { isKnownEntryType } from './known-entries.js';
import type { Stop } from './lifecycle.js';

export interface Observation {
  /** Delivers the entries that the browser has recorded but not yet delivered. */
  drain(): void;
  stop: Stop;
}

type OnEntries = (entries: PerformanceEntry[]) => void;
/** A listener, and the entries that it has not seen yet. */
interface Listener {
  readonly onEntries: OnEntries;
  pending: PerformanceEntry[];
}
interface Shared {
  readonly listeners: Set<Listener>;
  /** Hands the entries that the browser has not delivered to this listener now, and to the others in a microtask. */
  drainTo(listener: Listener): void;
  stop(): void;
}
/** Observers created in this task, by entry type. A listener that joins one misses no entry. */
const joinable = new Map<string, Shared>();

const deliver = (listener: Listener) => {
  const entries = listener.pending;
  listener.pending = [];
  if (entries.length) listener.onEntries(entries);
};

function createShared(type: string): Shared {
  const listeners = new Set<Listener>();
  const add = (entries: PerformanceEntry[]) => {
    for (const listener of listeners) listener.pending.push(...entries);
  };
  const deliverAll = () => {
    for (const listener of [...listeners]) deliver(listener);
  };
  const observer = new PerformanceObserver((list) => {
    add(list.getEntries());
    deliverAll();
  });
  observer.observe({ type, buffered: true });
  const deliverSoon = async () => {
    await undefined;
    deliverAll();
  };
  const shared: Shared = {
    listeners,
    drainTo(listener) {
      add(observer.takeRecords());
      // The others may be about to end, at the page's end, and ask for themselves then.
      void deliverSoon();
      deliver(listener);
    },
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
    const listener: Listener = { onEntries: onEntries as OnEntries, pending: [] };
    const { listeners } = shared;
    listeners.add(listener);
    return {
      drain: () => shared.drainTo(listener),
      stop() {
        listeners.delete(listener);
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
