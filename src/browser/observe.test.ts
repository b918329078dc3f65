import { beforeEach, describe, expect, it, vi } from 'vitest';
import { observe } from './observe.js';

const stub = (observeEntries: () => void) =>
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      static supportedEntryTypes = ['resource'];
      observe = observeEntries;
      takeRecords = () => ['entry'];
      disconnect = () => {};
    },
  );

describe('observe', () => {
  beforeEach(() => stub(() => {}));

  it('returns entries that the browser has not delivered yet', () => {
    const onEntries = vi.fn();
    observe('resource', onEntries)?.drain();
    expect(onEntries).toHaveBeenCalledWith(['entry']);
  });

  it('is undefined for a type that the browser does not know', () => {
    expect(observe('event', () => {})).toBeUndefined();
  });

  it('is undefined if there are no observers, or they throw', () => {
    stub(() => {
      throw new Error('no entries');
    });
    expect(observe('resource', () => {})).toBeUndefined();
    vi.stubGlobal('PerformanceObserver', undefined);
    expect(observe('resource', () => {})).toBeUndefined();
  });

  it('makes one observer for all that observe a type from the same task on, and stops with the last of them', async () => {
    const made: string[] = [];
    let deliver: (list: object) => void = () => {};
    vi.stubGlobal(
      'PerformanceObserver',
      class {
        static supportedEntryTypes = ['resource'];
        constructor(callback: typeof deliver) {
          deliver = callback;
        }
        observe = () => made.push('observe');
        takeRecords = () => [];
        disconnect = () => made.push('disconnect');
      },
    );
    const [first, second, late] = [vi.fn(), vi.fn(), vi.fn()];
    const observations = [observe('resource', first), observe('resource', second)];
    expect(made).toEqual(['observe']);
    deliver({ getEntries: () => ['entry'] });
    expect(first).toHaveBeenCalledWith(['entry']);
    expect(second).toHaveBeenCalledWith(['entry']);
    await undefined;
    await undefined;
    observe('resource', late);
    expect(made).toEqual(['observe', 'observe']);
    observations[0]?.stop();
    expect(made).toHaveLength(2);
    observations[1]?.stop();
    expect(made.at(-1)).toBe('disconnect');
  });

  it('hands drained entries to the one that asks, and to the others after the task', async () => {
    vi.stubGlobal(
      'PerformanceObserver',
      class {
        static supportedEntryTypes = ['resource'];
        records = ['entry'];
        observe = () => {};
        takeRecords = () => this.records.splice(0);
      },
    );
    const [first, second] = [vi.fn(), vi.fn()];
    const [asking, other] = [observe('resource', first), observe('resource', second)];
    asking?.drain();
    expect(first).toHaveBeenCalledWith(['entry']);
    expect(second).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(second.mock.calls).toEqual([[['entry']]]);
    other?.drain();
    await Promise.resolve();
    expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });
});
