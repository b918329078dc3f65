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

  it('hands over what the browser has not delivered yet', () => {
    const onEntries = vi.fn();
    observe('resource', onEntries)?.drain();
    expect(onEntries).toHaveBeenCalledWith(['entry']);
  });

  it('is undefined for a type that the browser does not know', () => {
    expect(observe('event', () => {})).toBeUndefined();
  });

  it('is undefined where there are no observers, or they throw', () => {
    stub(() => {
      throw new Error('no entries');
    });
    expect(observe('resource', () => {})).toBeUndefined();
    vi.stubGlobal('PerformanceObserver', undefined);
    expect(observe('resource', () => {})).toBeUndefined();
  });
});
