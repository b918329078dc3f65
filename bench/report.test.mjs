// @ts-check
import { expect, test } from 'vitest';
import { regressions, summarize, toText } from './report.mjs';

/** @param {string} name */
const agent = (name) => ({
  name,
  label: name,
  script: name === 'none' ? '' : 'x',
  attributes: '',
  without: '',
  gzipBytes: 2_048,
  brotliBytes: 1_024,
});
const agents = ['none', 'otel-rum', 'release'].map(agent);

/** @param {number} start @param {number} fetch @returns {import('./report.mjs').Sample} */
const sample = (start, fetch) => ({
  start: [start, start + 100, start + 1],
  heap: [1_000, 1_000, 1_000],
  operations: { fetch: [fetch, fetch, fetch] },
  visit: [{ requests: 3, wireBytes: 1_024, bytes: 2_048 }],
});
/** @param {[start: number, fetch: number]} ours @param {[start: number, fetch: number]} release */
const rowsOf = (ours, release) =>
  summarize(agents, {
    none: { start: [10, 110, 11], heap: [900, 900, 900], operations: { fetch: [50, 50, 50] }, visit: [] },
    'otel-rum': sample(...ours),
    release: sample(...release),
  });

test('a figure is what the agent adds to the page, round by round', () => {
  const [ours] = rowsOf([30, 450], [40, 650]);
  expect(ours?.added).toEqual({ start: 20, heap: 100, fetch: 400 });
  expect(toText(rowsOf([30, 450], [40, 650]))).toContain('| otel-rum | 2.0 (1.0) | 20.0 | 100 | 400 | – |');
});

test('a cost over that of the last release by more than 30 % and the noise is named', () => {
  expect(regressions(rowsOf([30, 450], [30, 450]))).toEqual([]);
  expect(regressions(rowsOf([60, 450], [40, 450]))).toEqual(['start: 50.0 now, 30.0 in release']);
  expect(regressions(rowsOf([30, 700], [30, 450]))).toEqual(['fetch: 650.0 now, 400.0 in release']);
});

test('a small difference is noise, however large its ratio', () => {
  expect(regressions(rowsOf([13, 110], [11, 60]))).toEqual([]);
});
