import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { METRIC_OVERFLOW } from '../semconv.js';
import {
  createMetricStore,
  MAX_ATTRIBUTE_SETS,
  type MetricDescription,
  type MetricHooks,
} from './metric-store.js';

const counter: MetricDescription = {
  scope: { name: 'test' },
  name: 'm',
  description: '',
  unit: '',
  kind: 'sum',
  isMonotonic: true,
  isInteger: false,
  bounds: [],
};
const storeOf = (
  description: Partial<MetricDescription> = {},
  clean: MetricHooks['clean'] = (attributes) => attributes,
) =>
  createMetricStore({
    ...counter,
    ...description,
    hooks: { onMeasure: () => {}, activeContext: () => ROOT_CONTEXT, clean, now: () => 5 },
  });
const pointsOf = (store: ReturnType<typeof storeOf>) => store.collect(0, 1)?.points ?? [];

describe('series of one metric', () => {
  it('are distinguished by their attributes, whatever the order of the keys', () => {
    const store = storeOf();
    store.record(1, { a: 1, b: 2 });
    store.record(1, { b: 2, a: 1 });
    expect(pointsOf(store)).toMatchObject([{ value: 2, attributes: { a: 1, b: 2 } }]);
  });

  it.each([
    ['types', { a: 1 }, { a: '1' }],
    ['lists', { a: ['x', 'y'] }, { a: ['x,y'] }],
    ['the types in lists', { a: [1] }, { a: ['1'] }],
    ['keys', { a: 'b' }, { b: 'a' }],
  ])('are distinguished by %s', (_, one, other) => {
    const store = storeOf();
    store.record(1, one);
    store.record(1, other);
    expect(pointsOf(store)).toHaveLength(2);
  });

  it.each(['record', 'observe'] as const)('are one if their secrets are masked: %s()', (measure) => {
    const store = storeOf({ kind: 'gauge' }, () => ({ name: 'REDACTED' }));
    store[measure](1, { name: 'ada@example.com' });
    store[measure](2, { name: 'grace@example.com' });
    expect(pointsOf(store)).toMatchObject([{ value: 2, attributes: { name: 'REDACTED' } }]);
  });

  it('may be 2,000, the last of which includes all further attribute sets', () => {
    const store = storeOf();
    for (let user = 0; user < 2_500; user++) store.record(1, { user });
    const points = pointsOf(store);
    expect(MAX_ATTRIBUTE_SETS).toBe(2_000);
    expect(points).toHaveLength(2_000);
    expect(points.at(-1)).toMatchObject({ attributes: { [METRIC_OVERFLOW]: true }, value: 501 });
    expect(points.reduce((sum, { value }) => sum + value, 0)).toBe(2_500);
  });

  it('go on counting a known attribute set after the limit', () => {
    const store = storeOf();
    for (let user = 0; user < 2_000; user++) store.record(1, { user });
    store.record(10, { user: 3 });
    expect(pointsOf(store)[3]).toMatchObject({ attributes: { user: 3 }, value: 11 });
  });

  it('have room again after a collection', () => {
    const store = storeOf();
    for (let user = 0; user < 2_500; user++) store.record(1, { user });
    store.collect(0, 1);
    store.record(1, { user: 2_400 });
    expect(pointsOf(store)).toMatchObject([{ attributes: { user: 2_400 }, value: 1 }]);
  });

  it('that overflow keep the buckets of a histogram right', () => {
    const store = storeOf({ kind: 'histogram', isMonotonic: false, bounds: [1] });
    for (let user = 0; user < 2_002; user++) store.record(user % 2 ? 0.5 : 5, { user });
    expect(pointsOf(store).at(-1)).toMatchObject({
      count: 3,
      min: 0.5,
      max: 5,
      value: 6,
      bucketCounts: [2, 1],
    });
  });
});

describe('a collection', () => {
  it('is not changed by later measurements', () => {
    const store = storeOf({ kind: 'sum', isMonotonic: false });
    store.record(1, {});
    const before = store.collect(0, 1);
    store.record(5, {});
    expect(before?.points[0]?.value).toBe(1);
    expect(pointsOf(store)[0]?.value).toBe(6);
  });

  it('of a gauge has the last value', () => {
    const store = storeOf({ kind: 'gauge', isMonotonic: false });
    store.record(5, {});
    store.record(-2, {});
    expect(pointsOf(store)[0]?.value).toBe(-2);
  });

  it('of an observed level has the level, however far it has swung', () => {
    const store = storeOf({ isMonotonic: false });
    for (const level of [1e16, 0.25, -3]) {
      store.observe(level, {});
      expect(pointsOf(store)[0]?.value).toBe(level);
    }
  });
});

describe('an observed value', () => {
  it('counts once for an attribute set, with its last value', () => {
    const store = storeOf();
    store.observe(7, { a: 1 });
    store.observe(5, { a: 1 });
    expect(pointsOf(store)).toMatchObject([{ value: 5 }]);
    store.observe(6, { a: 1 });
    store.observe(8, { a: 1 });
    expect(pointsOf(store)).toMatchObject([{ value: 3 }]);
  });

  it('is not reported once it is no longer observed', () => {
    const store = storeOf({ isMonotonic: false });
    store.observe(1, { tab: 'a' });
    store.observe(2, { tab: 'b' });
    expect(pointsOf(store)).toHaveLength(2);
    store.observe(3, { tab: 'b' });
    expect(pointsOf(store)).toMatchObject([{ attributes: { tab: 'b' }, value: 3 }]);
    expect(pointsOf(store)).toEqual([]);
  });

  it.each([true, false])('adds up in the overflow series, a counter or not: %s', (isMonotonic) => {
    const store = storeOf({ isMonotonic });
    const observeAll = (value: number) => {
      for (let user = 0; user < 2_500; user++) store.observe(value, { user });
      return pointsOf(store);
    };
    const first = observeAll(1);
    expect(first).toHaveLength(2_000);
    expect(first.at(-1)).toMatchObject({ attributes: { [METRIC_OVERFLOW]: true }, value: 501 });
    expect(observeAll(3).at(-1)?.value).toBe(isMonotonic ? 2 * 501 : 3 * 501);
  });

  it('over its life remembers as many: new ones are one level of the overflow series', () => {
    const store = storeOf({ isMonotonic: true });
    const observe = (from: number, to: number, value: number) => {
      for (let user = from; user < to; user++) store.observe(value, { user });
      return pointsOf(store);
    };
    observe(0, 2_000, 1);
    expect(observe(5_000, 5_010, 7)).toMatchObject([{ attributes: { [METRIC_OVERFLOW]: true }, value: 69 }]);
    expect(observe(6_000, 6_010, 8)).toMatchObject([{ attributes: { [METRIC_OVERFLOW]: true }, value: 10 }]);
    expect(observe(7, 8, 3)).toMatchObject([{ attributes: { user: 7 }, value: 2 }]);
  });

  it('as an integer loses the fraction of the observed value, not of the increase', () => {
    const store = storeOf({ isInteger: true });
    store.observe(1.9, {});
    expect(pointsOf(store)[0]?.value).toBe(1);
    store.observe(3.8, {});
    expect(pointsOf(store)[0]?.value).toBe(2);
  });
});

describe('exemplars of a histogram', () => {
  const within = (span: string, traceFlags = 1) =>
    trace.setSpanContext(ROOT_CONTEXT, { traceId: 'a'.repeat(32), spanId: span.repeat(16), traceFlags });
  const histogram = () => storeOf({ kind: 'histogram', isMonotonic: false, bounds: [1, 2, 3] });

  it('lead from each bucket to the span of its last measurement', () => {
    const store = histogram();
    store.record(0.5, {}, within('1'));
    store.record(0.75, {}, within('2'));
    store.record(9, {}, within('3'));
    const [point] = pointsOf(store);
    expect(point?.exemplars).toHaveLength(4);
    expect(Object.entries(point?.exemplars ?? [])).toEqual([
      ['0', { value: 0.75, timeMillis: 5, spanContext: trace.getSpanContext(within('2')) }],
      ['3', { value: 9, timeMillis: 5, spanContext: trace.getSpanContext(within('3')) }],
    ]);
  });

  it.each([
    ['outside of any span', ROOT_CONTEXT],
    ['whose span is not sampled', within('1', 0)],
  ])('are not made of a measurement %s', (_, context) => {
    const store = histogram();
    store.record(0.5, {}, context);
    expect(pointsOf(store)[0]).toMatchObject({ count: 1, exemplars: [] });
  });

  it('are no more than the buckets, however many are measured', () => {
    const store = histogram();
    for (let value = 0; value < 1_000; value++) store.record(value, {}, within('1'));
    expect(pointsOf(store)[0]?.exemplars.flat()).toHaveLength(4);
  });

  it('begin anew with each collection', () => {
    const store = histogram();
    store.record(0.5, {}, within('1'));
    store.collect(0, 1);
    store.record(0.5);
    expect(pointsOf(store)[0]?.exemplars).toEqual([]);
  });

  it('come from the active context if the measurement has none', () => {
    const store = createMetricStore({
      ...counter,
      kind: 'histogram',
      hooks: { onMeasure: () => {}, activeContext: () => within('4'), clean: (all) => all, now: () => 6 },
    });
    store.record(1);
    expect(pointsOf(store)[0]?.exemplars).toMatchObject([
      { timeMillis: 6, spanContext: { spanId: '4'.repeat(16) } },
    ]);
  });
});
