import { expect, it } from 'vitest';
import { aSpan } from '../../fixture.mjs';
import { createTraceStore } from './trace-store.mjs';
import { axisTicks, waterfall } from './waterfall.mjs';

const source = { service: 'shop', isBrowser: true, resource: {}, scope: '' };

/** Creates a trace from spans as [name, parent, start, end]. */
function traceOf(...spans) {
  const store = createTraceStore();
  const idOf = (name) => name?.charCodeAt(0).toString(16).padStart(16, '0');
  for (const [name, parent, start, end] of spans) {
    const times = { startTimeUnixNano: `${start + 1}000000`, endTimeUnixNano: `${end + 1}000000` };
    store.add(aSpan({ name, spanId: idOf(name), parentSpanId: idOf(parent), ...times }), source);
  }
  return { trace: store.list()[0], idOf };
}
const outline = (rows) => rows.map(({ span, depth }) => `${' '.repeat(depth)}${span.name}`);

it('shows parents before children, and siblings by time', () => {
  const { trace } = traceOf(
    ['d', 'a', 60, 90],
    ['c', 'b', 20, 30],
    ['a', undefined, 0, 100],
    ['b', 'a', 10, 50],
  );
  expect(outline(waterfall(trace))).toEqual(['a', ' b', '  c', ' d']);
});

it('places each span on the time axis of the whole', () => {
  const { trace } = traceOf(['a', undefined, 0, 200], ['b', 'a', 50, 150]);
  expect(waterfall(trace)).toMatchObject([
    { start: 0, width: 1, childCount: 1 },
    { start: 0.25, width: 0.5, childCount: 0 },
  ]);
});

it('stands spans at the top whose parent is not there, and survives a span that is its own parent', () => {
  const { trace } = traceOf(['b', 'a', 0, 1], ['c', 'c', 2, 3]);
  expect(outline(waterfall(trace))).toEqual(['b', 'c']);
});

it('hides what is below a collapsed span', () => {
  const { trace, idOf } = traceOf(['a', undefined, 0, 9], ['b', 'a', 1, 8], ['c', 'b', 2, 7]);
  const rows = waterfall(trace, new Set([idOf('b')]));
  expect(outline(rows)).toEqual(['a', ' b']);
  expect(rows[1].isCollapsed).toBe(true);
});

it.each([
  [100, 5, [0, 20, 40, 60, 80, 100]],
  [0.9, 3, [0, 0.5]],
  [1_234, 4, [0, 500, 1_000]],
  [0, 4, [0]],
])('divides an axis of %d ms into at most %d round steps', (duration, steps, ticks) => {
  expect(axisTicks(duration, steps)).toEqual(ticks);
});
