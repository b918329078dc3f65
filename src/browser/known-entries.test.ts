import { expect, it, vi } from 'vitest';
import { isKnownEntryType, readKnownEntries } from './known-entries.js';

const stubTypes = (types: string[]) => vi.stubGlobal('PerformanceObserver', { supportedEntryTypes: types });

it('entries of a type that the browser does not know are not asked for', () => {
  const getEntriesByType = vi.fn(() => ['entry']);
  vi.stubGlobal('performance', { getEntriesByType });
  stubTypes(['paint']);
  expect(readKnownEntries('visibility-state')).toEqual([]);
  expect(getEntriesByType).not.toHaveBeenCalled();
  stubTypes(['paint', 'visibility-state']);
  expect(readKnownEntries('visibility-state')).toEqual(['entry']);
  expect(getEntriesByType).toHaveBeenCalledWith('visibility-state');
});

it('without a PerformanceObserver, or with one of the page, no type is known', () => {
  vi.stubGlobal('PerformanceObserver', undefined);
  expect(isKnownEntryType('paint')).toBe(false);
  vi.stubGlobal('PerformanceObserver', {
    get supportedEntryTypes(): string[] {
      throw new Error('not yours');
    },
  });
  expect(isKnownEntryType('paint')).toBe(false);
});
