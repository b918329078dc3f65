import { ROOT_CONTEXT } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { UserAction } from '../../causality/user-action.js';
import type { PageView } from '../../context/page-view.js';
import { createGuard } from '../../diagnostics/guard.js';
import { createSettling, MAX_SETTLING_MILLIS, type OnSettled, QUIET_MILLIS } from './settling.js';

const guard = createGuard({ warn: () => {}, debug: () => {} });
const LIBRARY = 'https://shop.example/api/films';
const OURS = 'https://collector.example/v1/traces';
const click = { context: ROOT_CONTEXT } as UserAction;

interface Watch {
  type: string;
  deliver(entries: object[]): void;
  pending: object[];
}
const place = { readyState: 'complete' };
let watches: Watch[];
let changeDom: (() => void) | undefined;

/** A browser that reports these performance entries. */
function browse(types: string[]) {
  watches = [];
  vi.stubGlobal('document', place);
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = types;
      pending: object[] = [];
      watch: Watch | undefined;
      constructor(readonly callback: (list: { getEntries(): object[] }) => void) {}
      observe({ type }: { type: string }) {
        const { callback, pending } = this;
        this.watch = {
          type,
          pending,
          deliver: (entries) => callback({ getEntries: () => entries }),
        };
        watches.push(this.watch);
      }
      takeRecords() {
        return this.pending.splice(0);
      }
      disconnect() {
        watches = watches.filter((watch) => watch !== this.watch);
      }
    },
  );
  vi.stubGlobal(
    'MutationObserver',
    class {
      constructor(readonly callback: () => void) {}
      observe() {
        changeDom = this.callback;
      }
      disconnect() {
        changeDom = undefined;
      }
    },
  );
}
const CHROMIUM = ['resource', 'soft-navigation', 'interaction-contentful-paint'];
beforeEach(() => {
  place.readyState = 'complete';
  browse(CHROMIUM);
});
afterEach(() => {
  vi.clearAllTimers();
});

const ROUTE: Partial<PageView> = {
  type: 'push',
  startedAt: 1_000,
  previous: { url: 'https://shop.example/' },
  action: click,
  inFlight: 0,
};

/** A view that began at 1,000 with its URL, and what came of it; times are page time. */
function view(its: Partial<PageView> = {}) {
  const origin = performance.now() - 1_000;
  const now = () => performance.now() - origin;
  const clock = { pageNow: now, epochNow: now, toEpoch: (moment: number) => moment };
  let acting: UserAction | undefined = click;
  const settling = createSettling(clock, guard, { current: () => acting }, (url) => url === OURS);
  const current = { ...ROUTE, ...its } as PageView;
  const onSettled = vi.fn<OnSettled>();
  let toldAt = 0;
  settling.begin(current, (...how) => {
    onSettled(...how);
    toldAt = now();
  });
  const entryOf = (type: string, entry: object) => ({ entryType: type, ...entry });
  const give = (type: string, entry: object) => {
    for (const watch of watches) if (watch.type === type) watch.deliver([entryOf(type, entry)]);
  };
  const paint = (type: string) => (startTime: number, paintedAt: number, id: object) =>
    give(type, { startTime, duration: paintedAt - startTime, ...id });
  return {
    current,
    settling,
    /** How it settled, once. */
    settled() {
      const [how] = onSettled.mock.calls;
      if (!how) return undefined;
      expect(onSettled).toHaveBeenCalledOnce();
      const [reason, startedAt, endedAt, navigationId] = how;
      return { reason, startedAt, endedAt, navigationId, toldAt };
    },
    act: (action: UserAction | undefined) => {
      acting = action;
    },
    /** Time passes until then. */
    at: (moment: number) => vi.advanceTimersByTime(moment - now()),
    load: (responseEnd: number, name = LIBRARY) =>
      give('resource', { name, startTime: responseEnd - 40, duration: 40 }),
    /** The first paint of a soft navigation, and a later one of the same interaction. */
    paint: paint('soft-navigation'),
    paintMore: paint('interaction-contentful-paint'),
    /** Recorded, but not handed over. */
    record: (type: string, entry: object) => {
      for (const watch of watches) if (watch.type === type) watch.pending.push(entryOf(type, entry));
    },
  };
}
const IDS = { interactionId: 7, navigationId: 81 };

describe('a view that the browser reports', () => {
  it('took from the interaction to the paint, whatever else came', () => {
    const { paint, load, at, settled } = view();
    at(1_030);
    paint(950, 1_020, IDS);
    load(1_200);
    at(1_700);
    expect(settled()).toMatchObject({
      reason: 'soft_navigation',
      startedAt: 950,
      endedAt: 1_020,
      navigationId: 81,
    });
  });

  it('ends with the largest paint until the view is quiet, such as that of loaded content', () => {
    const { current, paint, paintMore, load, at, settled } = view();
    paint(950, 1_020, IDS);
    current.inFlight = 1;
    at(1_540);
    expect(settled()).toBeUndefined();
    current.inFlight = 0;
    load(1_530);
    at(1_560);
    paintMore(950, 1_550, IDS);
    at(1_840);
    expect(settled()).toMatchObject({ reason: 'soft_navigation', endedAt: 1_550 });
  });

  it('is not painted by another interaction', () => {
    const { paint, paintMore, at, settled } = view();
    paint(950, 1_020, IDS);
    paintMore(1_100, 1_180, { ...IDS, interactionId: 9 });
    at(1_400);
    expect(settled()).toMatchObject({ endedAt: 1_020 });
  });

  it.each([
    ['whose URL changed before the interaction', 1_010, 1_080],
    ['that was painted before the URL changed', 900, 990],
  ])('is not one %s', (_, startTime, paintedAt) => {
    const { paint, at, settled } = view();
    at(1_100);
    paint(startTime, paintedAt, IDS);
    at(3_000);
    expect(settled()).toMatchObject({ reason: 'quiet', startedAt: 1_000, navigationId: undefined });
  });

  it('is waited for when all is quiet, for a second', () => {
    const { current, paint, at, settled } = view();
    at(1_000 + QUIET_MILLIS);
    expect(current.isSettling).toBe(false);
    expect(settled()).toBeUndefined();
    at(2_200);
    paint(950, 2_180, IDS);
    expect(settled()).toMatchObject({ reason: 'soft_navigation', endedAt: 2_180 });
  });

  it('is reported as an estimate if the browser reports nothing, without what happens meanwhile', () => {
    const { load, at, settled } = view();
    load(1_040);
    at(1_500);
    load(1_480);
    at(2_400);
    expect(settled()).toMatchObject({ reason: 'quiet', endedAt: 1_040, toldAt: 2_300 });
  });

  it('is not awaited without a user action', () => {
    const { at, settled } = view({ action: undefined });
    at(1_000 + QUIET_MILLIS);
    expect(settled()).toMatchObject({ reason: 'quiet', endedAt: 1_000 });
  });

  it('is waited for after Back and Forward, which no event of the page comes before', () => {
    const { paint, at, settled } = view({ action: undefined, type: 'traverse' });
    at(1_600);
    paint(990, 1_590, IDS);
    expect(settled()).toMatchObject({ reason: 'soft_navigation', startedAt: 990, endedAt: 1_590 });
  });

  it('includes entries that the browser has recorded but not delivered at its end', () => {
    const { record, settling, settled } = view();
    record('soft-navigation', { startTime: 950, duration: 70, ...IDS });
    settling.end('superseded');
    expect(settled()).toMatchObject({ reason: 'soft_navigation', endedAt: 1_020 });
  });
});

describe('the view after one that the browser reported', () => {
  it('has nothing of it', () => {
    const { current, settling, paint, at } = view();
    paint(950, 1_020, IDS);
    settling.end('superseded');
    const onSettled = vi.fn<OnSettled>();
    settling.begin({ ...current, startedAt: 1_500, action: undefined }, onSettled);
    at(2_000);
    expect(onSettled).toHaveBeenCalledExactlyOnceWith('quiet', 1_500, 1_500, undefined);
  });
});

describe('a view that the browser does not report', () => {
  beforeEach(() => browse(['resource']));

  it('took from the URL’s change to the last that was loaded or changed', () => {
    const { load, at, settled } = view();
    load(1_100);
    at(1_250);
    changeDom?.();
    at(1_549);
    expect(settled()).toBeUndefined();
    at(1_550);
    expect(settled()).toEqual({
      reason: 'quiet',
      startedAt: 1_000,
      endedAt: 1_250,
      navigationId: undefined,
      toldAt: 1_550,
    });
    expect(changeDom).toBeUndefined();
  });

  it('is not settled while a request is on its way', () => {
    const { current, at, load, settled } = view();
    current.inFlight = 1;
    at(2_900);
    expect(settled()).toBeUndefined();
    current.inFlight = 0;
    load(2_900);
    at(3_200);
    expect(settled()).toMatchObject({ reason: 'quiet', endedAt: 2_900 });
  });

  it('does not wait for our own requests, nor for earlier ones', () => {
    const { load, at, settled } = view();
    at(1_250);
    load(1_240, OURS);
    load(980);
    at(1_300);
    expect(settled()).toMatchObject({ reason: 'quiet', endedAt: 1_000 });
  });

  it('does not wait for what another action does', () => {
    const { act, load, at, settled } = view();
    at(1_200);
    act({} as UserAction);
    load(1_190);
    changeDom?.();
    at(1_300);
    expect(settled()).toMatchObject({ reason: 'quiet', endedAt: 1_000 });
  });

  it('ends after ten seconds', () => {
    const { current, at, settled } = view();
    current.inFlight = 1;
    at(1_000 + MAX_SETTLING_MILLIS + QUIET_MILLIS);
    expect(settled()).toMatchObject({ reason: 'timeout' });
    expect(settled()?.endedAt).toBeGreaterThanOrEqual(1_000 + MAX_SETTLING_MILLIS);
  });

  it('ends after ten seconds in which the document kept changing', () => {
    const { at, settled } = view();
    for (let moment = 1_000; !settled() && moment < 20_000; moment += 100) {
      at(moment);
      changeDom?.();
    }
    expect(settled()).toMatchObject({ reason: 'timeout', endedAt: 1_000 + MAX_SETTLING_MILLIS });
  });

  it.each(['hidden', 'superseded'] as const)('ends when it is %s, with the last that happened', (because) => {
    const { settling, load, at, settled } = view();
    load(1_040);
    at(1_200);
    settling.end(because);
    expect(settled()).toMatchObject({ reason: because, endedAt: 1_040 });
    at(9_000);
    settling.end('hidden');
    expect(settled()).toMatchObject({ toldAt: 1_200 });
  });
});

describe('a view that is left while a request is on its way', () => {
  it.each(['hidden', 'superseded'] as const)(
    'lasted until then, and no paint passes for its end: %s',
    (because) => {
      const { current, settling, paint, at, settled } = view();
      paint(950, 1_020, IDS);
      current.inFlight = 1;
      at(1_400);
      settling.end(because);
      expect(settled()).toMatchObject({ reason: because, endedAt: 1_400, navigationId: 81 });
    },
  );

  it('ends with its paint if a request hangs for ten seconds', () => {
    const { current, paint, at, settled } = view();
    paint(950, 1_020, IDS);
    current.inFlight = 1;
    at(12_000);
    expect(settled()).toMatchObject({ reason: 'soft_navigation', endedAt: 1_020 });
  });
});

describe('a document', () => {
  const its = { type: 'document', previous: undefined, action: undefined } as const;

  it('is settled when it has loaded and is quiet', () => {
    place.readyState = 'interactive';
    const { current, at, settled } = view(its);
    expect(changeDom).toBeUndefined();
    at(4_000);
    expect(current.isSettling).toBe(true);
    place.readyState = 'complete';
    at(4_000 + 2 * QUIET_MILLIS);
    expect(current.isSettling).toBe(false);
    expect(settled()).toMatchObject({ reason: 'quiet' });
  });

  it('that never finishes loading is settled after ten seconds', () => {
    place.readyState = 'interactive';
    const { at, settled } = view(its);
    at(12_000);
    expect(settled()).toMatchObject({ reason: 'timeout' });
  });
});

describe('without observers', () => {
  it('a view is settled all the same', () => {
    browse([]);
    const { at, settled } = view();
    at(1_300);
    expect(settled()).toMatchObject({ reason: 'quiet' });
  });
});

it('removes its observers', () => {
  const { settling } = view();
  expect(watches.map(({ type }) => type).sort()).toEqual([...CHROMIUM].sort());
  settling.end('hidden');
  settling.stop();
  expect(watches).toEqual([]);
  expect(changeDom).toBeUndefined();
});
