import type { Stop } from './lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from './natives.js';
import { observe } from './observe.js';

type OnEntry = (entry: PerformanceResourceTiming | undefined) => void;

/** A request whose resource timing entry has not arrived yet. */
export interface ExpectedTiming {
  /**
   * Marks the request as settled. Calls `onEntry` once: with the entry, or with undefined if none arrives within a second,
   * plus a minute if the app is reading the body: browsers record an entry when the last byte of the body has been read,
   * and none if nobody reads it.
   * @param mayBeLeaving the request failed, maybe because the page is being left: waits three seconds for `settleAll`, even
   *   if the entry has arrived
   */
  settle(onEntry: OnEntry, isBodyRead: () => boolean, mayBeLeaving?: boolean): void;
  /** Stops waiting for the entry. */
  drop(): void;
}

export interface ResourceTimings {
  /** Registers a request to `url` that starts now, at `startedAt` in page time. */
  expect(url: string, startedAt: number): ExpectedTiming;
  /** Ends the wait of all settled requests, with their entry if the browser has recorded one by now. */
  settleAll(): void;
  stop: Stop;
}

const MAX_WAIT_MILLIS = 1_000;
const MAX_READ_MILLIS = 60_000;
/** Firefox fails requests in flight when a navigation begins; the page ends when the next document answers. */
const MAX_LEAVE_MILLIS = 3_000;
/** `performance.now()` and entries are coarsened separately, each by up to a millisecond. */
const CLOCK_TOLERANCE_MILLIS = 2;

/** Removes the fragment, which Chromium's entries have and other browsers' have not. */
const withoutFragment = (url: string) => url.split('#', 1)[0] as string;

interface Expected {
  readonly url: string;
  readonly startedAt: number;
  entry?: PerformanceResourceTiming;
  mayBeLeaving?: boolean | undefined;
  finish?: OnEntry;
}

/** Matches requests of one initiator type (`fetch`, `xmlhttprequest`) with their resource timing entries. */
export function createResourceTimings(initiatorType: string): ResourceTimings {
  const expected = new Set<Expected>();

  const take = (entry: PerformanceResourceTiming) => {
    let nearest: Expected | undefined;
    // An entry starts after its request was made; it can only seem to start before because of coarsening.
    const distance = ({ startedAt }: Expected) =>
      entry.startTime >= startedAt
        ? entry.startTime - startedAt
        : startedAt - entry.startTime + CLOCK_TOLERANCE_MILLIS;
    for (const request of expected) {
      const isOther = request.url !== withoutFragment(entry.name) || request.entry;
      if (isOther || request.startedAt > entry.startTime + CLOCK_TOLERANCE_MILLIS) continue;
      // The nearest: an earlier request of the same URL may never have an entry, and concurrent ones may end in any order.
      if (!nearest || distance(request) < distance(nearest)) nearest = request;
    }
    if (!nearest) return;
    nearest.entry = entry;
    if (!nearest.mayBeLeaving) nearest.finish?.(entry);
  };
  const observation = observe<PerformanceResourceTiming>('resource', (entries) => {
    for (const entry of entries) if (entry.initiatorType === initiatorType) take(entry);
  });

  return {
    expect(url, startedAt) {
      const request: Expected = { url: withoutFragment(url), startedAt };
      expected.add(request);
      return {
        settle(onEntry, isBodyRead, mayBeLeaving) {
          let timer: number | undefined;
          request.finish = (entry) => {
            nativeClearTimeout(timer);
            if (expected.delete(request)) onEntry(entry);
          };
          const finish = () => request.finish?.(request.entry);
          request.mayBeLeaving = mayBeLeaving;
          if (!mayBeLeaving && (request.entry || !observation)) return finish();
          timer = nativeSetTimeout(
            () => {
              if (isBodyRead()) timer = nativeSetTimeout(finish, MAX_READ_MILLIS);
              else finish();
            },
            mayBeLeaving ? MAX_LEAVE_MILLIS : MAX_WAIT_MILLIS,
          );
        },
        drop: () => expected.delete(request),
      };
    },
    settleAll() {
      if (expected.size) observation?.drain();
      for (const request of [...expected]) request.finish?.(request.entry);
    },
    stop: () => observation?.stop(),
  };
}

/** Returns the latest entry of this URL, if the browser still keeps it. */
export const findResource = (url: string): PerformanceResourceTiming | undefined =>
  performance.getEntriesByName(url, 'resource').pop() as PerformanceResourceTiming | undefined;
/**
 * Returns all entries that the browser keeps, by default the first 250 of a page:
 * https://w3c.github.io/resource-timing/#dfn-resource-timing-buffer-size-limit
 */
export const readResources = () => performance.getEntriesByType('resource') as PerformanceResourceTiming[];
