import { expect, it } from 'vitest';
import { buildWaterfalls } from './build-waterfall.js';
import type { KeptRecord } from './journal.js';

let id = 0;
const span = (
  name: string,
  spanId: string,
  startMillis: number,
  durationMillis: number,
  parentSpanId?: string,
  traceId = 'a',
): KeptRecord => ({
  id: ++id,
  atMillis: 0,
  name,
  otlp: '{}',
  span: {
    name,
    traceId,
    spanId,
    parentSpanId,
    kind: 'internal',
    status: 'unset',
    startMillis,
    durationMillis,
    attributes: {},
    events: [],
  },
});
const shape = (records: KeptRecord[]) =>
  buildWaterfalls(records).map(({ root, durationMillis, rows }) => [
    root.name,
    durationMillis,
    rows.map(({ record, depth, from, length }) => [record.name, depth, from, length]),
  ]);

it('puts children below their parents, by start, with their places in the trace', () => {
  // A child ends before its parent.
  expect(
    shape([
      span('GET /b', '3', 150, 50, '1'),
      span('GET /a', '2', 110, 40, '1'),
      span('inner', '4', 120, 10, '2'),
      span('click', '1', 100, 100),
    ]),
  ).toEqual([
    [
      'click',
      100,
      [
        ['click', 0, 0, 1],
        ['GET /a', 1, 0.1, 0.4],
        ['inner', 2, 0.2, 0.1],
        ['GET /b', 1, 0.5, 0.5],
      ],
    ],
  ]);
});

it('shows a span whose parent is open, or at the server, without it', () => {
  expect(shape([span('documentLoad', '1', 0, 10, '9')])).toEqual([
    ['documentLoad', 10, [['documentLoad', 0, 0, 1]]],
  ]);
});

it('shows the trace of the latest span first', () => {
  const traces = buildWaterfalls([
    span('first', '1', 0, 1, undefined, 'a'),
    span('second', '2', 0, 1, undefined, 'b'),
    span('late', '3', 0, 1, '1', 'a'),
  ]);
  expect(traces.map(({ traceId }) => traceId)).toEqual(['a', 'b']);
});

it('shows a trace of 0 ms, and a span that is its own parent, without an endless loop', () => {
  expect(shape([span('mark', '1', 5, 0)])).toEqual([['mark', 0, [['mark', 0, 0, 1]]]]);
  expect(shape([span('odd', '1', 0, 1, '1')])).toEqual([['odd', 1, [['odd', 0, 0, 1]]]]);
});

it('lists exceptions of the trace', () => {
  const error = (traceId: string): KeptRecord => ({
    id: ++id,
    atMillis: 0,
    name: 'exception',
    otlp: '{}',
    log: {
      name: 'exception',
      body: undefined,
      severityNumber: 17,
      traceId,
      spanId: '1',
      timeMillis: 0,
      attributes: {},
    },
  });
  const [trace] = buildWaterfalls([span('click', '1', 0, 1), error('a'), error('b')]);
  expect(trace?.errors).toHaveLength(1);
});
