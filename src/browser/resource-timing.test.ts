import { beforeEach, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { createResourceTimings } from './resource-timing.js';

const URL = 'https://shop.example/api/order';
const entry = { name: URL, initiatorType: 'fetch', startTime: 1 } as PerformanceResourceTiming;
let record: (entries: unknown[]) => void;

beforeEach(() => {
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = ['resource'];
      observe = () => {};
      takeRecords = () => [];
      constructor(callback: (list: { getEntries(): unknown[] }) => void) {
        record = (entries) => callback({ getEntries: () => entries });
      }
    },
  );
});

/** A request that has settled, and what came of the wait for its entry. */
function settle(mayBeLeaving: boolean) {
  const timings = createResourceTimings('fetch');
  const onEntry = vi.fn();
  timings.expect(URL, 0).settle(onEntry, () => false, mayBeLeaving);
  return { timings, onEntry };
}

it('a request that has settled has its entry as soon as that is there, else none after a second', () => {
  const { onEntry } = settle(false);
  record([entry]);
  expect(onEntry).toHaveBeenCalledExactlyOnceWith(entry);
  const late = settle(false);
  vi.advanceTimersByTime(999);
  expect(late.onEntry).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(late.onEntry).toHaveBeenCalledExactlyOnceWith(undefined);
});

it('a request that failed, maybe because the page is left, waits for that for three seconds, also with its entry', () => {
  const { onEntry } = settle(true);
  record([entry]);
  vi.advanceTimersByTime(2_999);
  expect(onEntry).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onEntry).toHaveBeenCalledExactlyOnceWith(entry);
});

it('the end of the page settles what still waits, with the entry that has come', () => {
  const { timings, onEntry } = settle(true);
  record([entry]);
  timings.settleAll();
  expect(onEntry).toHaveBeenCalledExactlyOnceWith(entry);
  vi.advanceTimersByTime(3_000);
  expect(onEntry).toHaveBeenCalledTimes(1);
});
