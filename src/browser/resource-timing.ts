import type { Stop } from './lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from './natives.js';
import { observe } from './observe.js';

type OnEntry = (entry: PerformanceResourceTiming | undefined) => void;

/** A request whose resource timing entry is to come. */
export interface ExpectedTiming {
  /**
   * The request has settled. Calls `onEntry` once: with its entry, or with undefined when none came. A second is waited
   * for it, and a minute more where the app is reading the body: the browser tells of a response when its last byte has
   * been read, and never of one that nobody reads.
   */
  settle(onEntry: OnEntry, isBodyRead: () => boolean): void;
  /** The request's end is not of interest any more. */
  drop(): void;
}

export interface ResourceTimings {
  /** A request to `url` begins now, `startedAt` in page time. */
  expect(url: string, startedAt: number): ExpectedTiming;
  /** Settles all that have settled and still wait, with their entry where the browser has recorded one by now. */
  settleAll(): void;
  stop: Stop;
}

const MAX_WAIT_MILLIS = 1_000;
const MAX_READ_MILLIS = 60_000;
/** `performance.now()` and entries are coarsened by up to a millisecond, each its own way. */
const CLOCK_TOLERANCE_MILLIS = 2;

/** Chromium's entries have the fragment, other browsers' have not. */
const withoutFragment = (url: string) => url.split('#', 1)[0] as string;

interface Expected {
  readonly url: string;
  readonly startedAt: number;
  entry?: PerformanceResourceTiming;
  finish?: OnEntry;
}

/** Joins requests of one initiator type (`fetch`, `xmlhttprequest`) with their resource timing entries. */
export function createResourceTimings(initiatorType: string): ResourceTimings {
  const expected = new Set<Expected>();

  const take = (entry: PerformanceResourceTiming) => {
    let nearest: Expected | undefined;
    // An entry begins after its request was made: the clocks' difference alone can have it begin before.
    const distance = ({ startedAt }: Expected) =>
      entry.startTime >= startedAt
        ? entry.startTime - startedAt
        : startedAt - entry.startTime + CLOCK_TOLERANCE_MILLIS;
    for (const request of expected) {
      const isOther = request.url !== withoutFragment(entry.name) || request.entry;
      if (isOther || request.startedAt > entry.startTime + CLOCK_TOLERANCE_MILLIS) continue;
      // The nearest: an earlier one of the same URL may never have an entry, and of two at once either may end first.
      if (!nearest || distance(request) < distance(nearest)) nearest = request;
    }
    if (!nearest) return;
    nearest.entry = entry;
    nearest.finish?.(entry);
  };
  const observation = observe<PerformanceResourceTiming>('resource', (entries) => {
    for (const entry of entries) if (entry.initiatorType === initiatorType) take(entry);
  });

  return {
    expect(url, startedAt) {
      const request: Expected = { url: withoutFragment(url), startedAt };
      expected.add(request);
      return {
        settle(onEntry, isBodyRead) {
          let timer: number | undefined;
          request.finish = (entry) => {
            nativeClearTimeout(timer);
            if (expected.delete(request)) onEntry(entry);
          };
          const finish = () => request.finish?.(undefined);
          if (request.entry || !observation) return request.finish(request.entry);
          timer = nativeSetTimeout(() => {
            if (isBodyRead()) timer = nativeSetTimeout(finish, MAX_READ_MILLIS);
            else finish();
          }, MAX_WAIT_MILLIS);
        },
        drop: () => expected.delete(request),
      };
    },
    settleAll() {
      if (expected.size) observation?.drain();
      for (const request of [...expected]) request.finish?.(undefined);
    },
    stop: () => observation?.stop(),
  };
}

/** The latest entry of this URL, as long as the browser keeps it. */
export const findResource = (url: string): PerformanceResourceTiming | undefined =>
  performance.getEntriesByName(url, 'resource').pop() as PerformanceResourceTiming | undefined;
/** All entries that the browser keeps: the first 250 of a page. */
export const readResources = () => performance.getEntriesByType('resource') as PerformanceResourceTiming[];
