import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchVitals } from './watch-vitals.js';

type Entry = Record<string, unknown>;
let deliver: (type: string, ...entries: Entry[]) => void;
let live: Set<string>;
let navigation: Entry;

beforeEach(() => {
  const callbacks = new Map<string, (list: { getEntries(): Entry[] }) => void>();
  live = new Set();
  navigation = { responseStart: 120, activationStart: 20 };
  class FakeObserver {
    static supportedEntryTypes = [
      'paint',
      'largest-contentful-paint',
      'layout-shift',
      'event',
      'first-input',
    ];
    #type = '';
    constructor(readonly callback: (list: { getEntries(): Entry[] }) => void) {}
    observe({ type }: { type: string }) {
      this.#type = type;
      live.add(type);
      callbacks.set(type, this.callback);
    }
    disconnect() {
      live.delete(this.#type);
    }
  }
  vi.stubGlobal('PerformanceObserver', FakeObserver);
  vi.spyOn(performance, 'getEntriesByType').mockImplementation(() => [navigation] as never);
  deliver = (type, ...entries) => callbacks.get(type)?.({ getEntries: () => entries });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const shift = (startTime: number, value: number, more: Entry = {}) => ({
  startTime,
  value,
  hadRecentInput: false,
  ...more,
});

describe('vitals while the page is open', () => {
  it('are TTFB, FCP and LCP since the page was shown', () => {
    const element = { nodeType: 1 };
    const vitals = watchVitals(() => {});
    deliver(
      'paint',
      { name: 'first-paint', startTime: 100 },
      { name: 'first-contentful-paint', startTime: 220 },
    );
    deliver('largest-contentful-paint', { startTime: 300 }, { startTime: 520, element });
    expect(['ttfb', 'fcp', 'lcp'].map((name) => vitals.read(name)?.value)).toEqual([100, 200, 500]);
    expect(vitals.read('lcp')?.element()).toBe(element);
  });

  it('have no value where the browser has none', () => {
    navigation = { responseStart: 0 };
    vi.stubGlobal('PerformanceObserver', undefined);
    const vitals = watchVitals(() => {});
    expect(vitals.read('ttfb')).toBeUndefined();
    expect(vitals.read('lcp')).toBeUndefined();
  });

  it('have the worst window of layout shifts as CLS, without those after an input', () => {
    const node = { nodeType: 3, parentElement: { nodeType: 1 } };
    const vitals = watchVitals(() => {});
    expect(vitals.read('cls')?.value).toBe(0);
    deliver('layout-shift', shift(100, 0.1), shift(600, 0.2, { sources: [{ node: null }, { node }] }));
    deliver('layout-shift', shift(700, 0.9, { hadRecentInput: true }), shift(2_000, 0.25));
    expect(vitals.read('cls')?.value).toBeCloseTo(0.3);
    expect(vitals.read('cls')?.element()).toBe(node.parentElement);
    // A window is over after five seconds, however dense its shifts are.
    deliver('layout-shift', ...[...Array(20).keys()].map((n) => shift(10_000 + n * 500, 0.05)));
    expect(vitals.read('cls')?.value).toBeCloseTo(0.55);
  });

  it('have the slowest interaction as INP; other events are none', () => {
    const target = { nodeType: 1 };
    const vitals = watchVitals(() => {});
    deliver('event', { interactionId: 0, duration: 900 }, { interactionId: 7, duration: 96, target });
    deliver('first-input', { interactionId: 7, duration: 40 });
    expect(vitals.read('inp')?.value).toBe(96);
    expect(vitals.read('inp')?.element()).toBe(target);
  });

  it('are reported as they change, until they are stopped', () => {
    const onChange = vi.fn();
    const vitals = watchVitals(onChange);
    deliver('paint', { name: 'first-contentful-paint', startTime: 220 });
    expect(onChange).toHaveBeenCalledTimes(1);
    vitals.stop();
    expect(live).toEqual(new Set());
  });
});
