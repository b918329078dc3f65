import { expect, it } from 'vitest';
import { aSpan } from '../../fixture.mjs';
import { createTraceStore } from './trace-store.mjs';

const source = (service) => ({ service, isBrowser: false, resource: {}, scope: '' });
const at = (startMillis, endMillis) => ({
  startTimeUnixNano: `${1_700_000_000_000 + startMillis}000000`,
  endTimeUnixNano: `${1_700_000_000_000 + endMillis}000000`,
});

it('puts a trace together from spans that come in any order, from several services', () => {
  const store = createTraceStore();
  store.add(
    aSpan({ spanId: 'b'.repeat(16), parentSpanId: 'a'.repeat(16), name: 'GET', ...at(20, 60) }),
    source('api'),
  );
  const { traceId } = aSpan();
  expect(store.get(traceId).root.name).toBe('GET');
  store.add(
    aSpan({ spanId: 'a'.repeat(16), name: 'click', ...at(0, 50), status: { code: 2 } }),
    source('shop'),
  );
  expect(store.get(traceId)).toMatchObject({ durationMillis: 60, errors: 1, root: { name: 'click' } });
  expect([...store.get(traceId).services.keys()]).toEqual(['shop', 'api']);
});

it('is called after the page load, though that hangs below the span of the server', () => {
  const store = createTraceStore();
  store.add(aSpan({ spanId: 'a'.repeat(16), name: 'GET /', ...at(5, 20) }), source('api'));
  const load = aSpan({
    spanId: 'b'.repeat(16),
    parentSpanId: 'a'.repeat(16),
    name: 'documentLoad',
    ...at(0, 90),
  });
  store.add(load, { ...source('shop'), isBrowser: true });
  expect(store.list()[0].root.name).toBe('documentLoad');
});

it('keeps time to the microsecond', () => {
  const store = createTraceStore();
  const times = { startTimeUnixNano: '1700000000123456789', endTimeUnixNano: '1700000000123999789' };
  store.add(aSpan(times), source('shop'));
  expect(store.list()[0].durationMillis).toBeCloseTo(0.543, 6);
});

it('lists the trace that began last first', () => {
  const store = createTraceStore();
  store.add(aSpan({ traceId: '1'.repeat(32), ...at(500, 600) }), source('shop'));
  store.add(aSpan({ traceId: '2'.repeat(32), ...at(0, 100) }), source('shop'));
  expect(store.list().map(({ traceId }) => traceId[0])).toEqual(['1', '2']);
});

it('lets go of the trace that has not grown for longest, and of spans over the limit', () => {
  const store = createTraceStore({ maxTraces: 2, maxSpansPerTrace: 1 });
  for (const digit of ['1', '2', '1', '3']) store.add(aSpan({ traceId: digit.repeat(32) }), source('shop'));
  expect(store.get('2'.repeat(32))).toBeUndefined();
  store.add(aSpan({ traceId: '1'.repeat(32), spanId: 'f'.repeat(16) }), source('shop'));
  expect([...store.get('1'.repeat(32)).spans.keys()]).toEqual([aSpan().spanId]);
});
