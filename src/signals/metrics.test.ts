import { type Attributes, type ObservableResult, ROOT_CONTEXT, ValueType } from '@opentelemetry/api';
import { describe, expect, it, vi } from 'vitest';
import { createGuard } from '../diagnostics/guard.js';
import { createMetrics, type Metrics } from './metrics.js';

const guard = createGuard({ warn: () => {}, debug: () => {} });

/** Our provider on a clock that the test sets. */
function setup(onMeasure = () => {}) {
  const time = { now: 1_000 };
  const clock = { pageNow: () => time.now, epochNow: () => time.now, toEpoch: (moment: number) => moment };
  const metrics = createMetrics(clock, guard, { onMeasure, activeContext: () => ROOT_CONTEXT });
  return { time, metrics, meter: metrics.getMeter('test', '1') };
}
const valuesOf = (metrics: Metrics, name?: string) =>
  metrics
    .collect()
    .filter((metric) => name === undefined || metric.name === name)
    .flatMap(({ points }) => points.map(({ attributes, value }) => [attributes, value] as const));

describe('metrics', () => {
  it('of nothing are nothing', () => {
    const { metrics, meter } = setup();
    meter.createCounter('idle');
    expect(metrics.collect()).toEqual([]);
  });

  it('are deltas: collected values are not collected again', () => {
    const { metrics, meter } = setup();
    const counter = meter.createCounter('clicks');
    counter.add(2);
    counter.add(3);
    expect(valuesOf(metrics)).toEqual([[{}, 5]]);
    expect(metrics.collect()).toEqual([]);
    counter.add(1);
    expect(valuesOf(metrics)).toEqual([[{}, 1]]);
  });

  it('cover the time since the last collection, without a gap', () => {
    const { time, metrics, meter } = setup();
    const counter = meter.createCounter('clicks');
    const collectAt = (now: number) => {
      counter.add(1);
      time.now = now;
      return metrics.collect().map(({ startMillis, endMillis }) => [startMillis, endMillis])[0];
    };
    expect(collectAt(2_000)).toEqual([1_000, 2_000]);
    time.now = 3_000;
    metrics.collect();
    expect(collectAt(4_500)).toEqual([3_000, 4_500]);
  });

  it('of up-down counters are the level since the beginning', () => {
    const { time, metrics, meter } = setup();
    const open = meter.createUpDownCounter('open');
    open.add(3);
    time.now = 2_000;
    metrics.collect();
    open.add(-1);
    time.now = 3_000;
    const [level] = metrics.collect();
    expect(level).toMatchObject({ startMillis: 1_000, endMillis: 3_000, points: [{ value: 2 }] });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '5', undefined, null, 5n])(
    'pass over a measurement that is no finite number: %s',
    (value) => {
      const { metrics, meter } = setup();
      meter.createCounter('counter').add(value as number);
      meter.createUpDownCounter('upDown').add(value as number);
      meter.createHistogram('histogram').record(value as number);
      meter.createGauge('gauge').record(value as number);
      expect(metrics.collect()).toEqual([]);
    },
  );

  it('pass over what would take a counter or a histogram back', () => {
    const { metrics, meter } = setup();
    meter.createCounter('counter').add(-1);
    meter.createHistogram('histogram').record(-0.5);
    expect(metrics.collect()).toEqual([]);
  });

  it('never throw into the app, whatever its attributes', () => {
    const { meter } = setup();
    const counter = meter.createCounter('counter');
    expect(() => counter.add(1, null as never)).not.toThrow();
    expect(() => counter.add(1, { a: Object.create(null) as never })).not.toThrow();
  });

  it('keep the attributes as they were at the measurement', () => {
    const { metrics, meter } = setup();
    const attributes: Attributes = { route: '/a' };
    meter.createCounter('counter').add(1, attributes);
    attributes.route = '/b';
    expect(valuesOf(metrics)).toEqual([[{ route: '/a' }, 1]]);
  });

  it('notify the collecting side that there is something', () => {
    const onMeasure = vi.fn();
    const { meter } = setup(onMeasure);
    const counter = meter.createCounter('counter');
    expect(onMeasure).not.toHaveBeenCalled();
    counter.add(1);
    expect(onMeasure).toHaveBeenCalledTimes(1);
  });
});

describe('a histogram', () => {
  const bucketsOf = (value: number) => {
    const { metrics, meter } = setup();
    meter.createHistogram('h', { advice: { explicitBucketBoundaries: [0, 0.1, 1] } }).record(value);
    return metrics.collect()[0]?.points[0]?.bucketCounts;
  };

  it.each([
    [0, [1, 0, 0, 0]],
    [-0, [1, 0, 0, 0]],
    [Number.MIN_VALUE, [0, 1, 0, 0]],
    [0.1, [0, 1, 0, 0]],
    [0.1 + Number.EPSILON, [0, 0, 1, 0]],
    [1, [0, 0, 1, 0]],
    [1.0001, [0, 0, 0, 1]],
    [1e9, [0, 0, 0, 1]],
  ])('counts %d in the bucket whose upper bound takes it in', (value, counts) => {
    expect(bucketsOf(value)).toEqual(counts);
  });

  it('has the bounds of the specification where none are advised', () => {
    const { metrics, meter } = setup();
    meter.createHistogram('h').record(1);
    expect(metrics.collect()[0]?.bounds).toEqual([
      0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000,
    ]);
  });

  it('puts advised bounds in order, and leaves out the infinite ones, as the SDK does', () => {
    const { metrics, meter } = setup();
    const explicitBucketBoundaries = [10, Number.POSITIVE_INFINITY, 1];
    meter.createHistogram('h', { advice: { explicitBucketBoundaries } }).record(5);
    expect(metrics.collect()[0]).toMatchObject({ bounds: [1, 10], points: [{ bucketCounts: [0, 1, 0] }] });
  });
});

describe('an instrument', () => {
  it('is the same where scope, name, kind and unit are, whatever the case of the name', () => {
    const { metrics, meter } = setup();
    meter.createCounter('Clicks', { unit: '1' }).add(1);
    metrics.getMeter('test', '1').createCounter('clicks', { unit: '1' }).add(2);
    expect(valuesOf(metrics)).toEqual([[{}, 3]]);
  });

  it.each<[what: string, create: (metrics: Metrics) => void]>([
    ['scope', (metrics) => metrics.getMeter('other', '1').createCounter('clicks').add(2)],
    ['version', (metrics) => metrics.getMeter('test', '2').createCounter('clicks').add(2)],
    ['unit', (metrics) => metrics.getMeter('test', '1').createCounter('clicks', { unit: 's' }).add(2)],
    ['kind', (metrics) => metrics.getMeter('test', '1').createUpDownCounter('clicks').add(2)],
  ])('is another with another %s', (_, create) => {
    const { metrics, meter } = setup();
    meter.createCounter('clicks').add(1);
    create(metrics);
    expect(valuesOf(metrics)).toHaveLength(2);
  });

  it('has the options of its creation', () => {
    const { metrics, meter } = setup();
    meter.createCounter('n', { unit: '{x}', description: 'What.', valueType: ValueType.INT }).add(1);
    expect(metrics.collect()[0]).toMatchObject({
      scope: { name: 'test', version: '1' },
      name: 'n',
      unit: '{x}',
      description: 'What.',
      kind: 'sum',
      isMonotonic: true,
      isInteger: true,
    });
  });
});

describe('an observable instrument', () => {
  it('is called at each collection; a counter reports the increase since', () => {
    const { metrics, meter } = setup();
    let total = 10;
    meter.createObservableCounter('seen').addCallback((result) => result.observe(total));
    expect(valuesOf(metrics)).toEqual([[{}, 10]]);
    total = 14;
    expect(valuesOf(metrics)).toEqual([[{}, 4]]);
  });

  it('reports the whole value of a restarted counter', () => {
    const { metrics, meter } = setup();
    let total = 10;
    meter.createObservableCounter('seen').addCallback((result) => result.observe(total));
    metrics.collect();
    total = 3;
    expect(valuesOf(metrics)).toEqual([[{}, 3]]);
  });

  it('loses nothing by an observation that is no number', () => {
    const { metrics, meter } = setup();
    let total = 10;
    meter.createObservableCounter('seen').addCallback((result) => result.observe(total));
    metrics.collect();
    total = Number.NaN;
    expect(valuesOf(metrics)).toEqual([]);
    total = 12;
    expect(valuesOf(metrics)).toEqual([[{}, 2]]);
  });

  it('may share its callback with another', () => {
    const { metrics, meter } = setup();
    const callback = (result: ObservableResult) => result.observe(1);
    const a = meter.createObservableGauge('a');
    const b = meter.createObservableGauge('b');
    a.addCallback(callback);
    b.addCallback(callback);
    expect(metrics.collect().map(({ name }) => name)).toEqual(['a', 'b']);
    a.removeCallback(callback);
    expect(metrics.collect().map(({ name }) => name)).toEqual(['b']);
  });

  it('is asked no more once its callback is removed', () => {
    const { metrics, meter } = setup();
    const callback = vi.fn();
    const gauge = meter.createObservableGauge('a');
    gauge.addCallback(callback);
    metrics.collect();
    gauge.removeCallback(callback);
    metrics.collect();
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('may be observed in a batch with others', () => {
    const { metrics, meter } = setup();
    const a = meter.createObservableGauge('a');
    const b = meter.createObservableCounter('b');
    const callback = vi.fn(
      (result: { observe(metric: typeof a, value: number, attributes?: Attributes): void }) => {
        result.observe(a, 1, { x: 1 });
        result.observe(b, 2);
      },
    );
    meter.addBatchObservableCallback(callback as never, [a, b]);
    expect(valuesOf(metrics)).toEqual([
      [{ x: 1 }, 1],
      [{}, 2],
    ]);
    meter.removeBatchObservableCallback(callback as never, [a, b]);
    metrics.collect();
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('whose callback throws, or rejects, does not stop the others', async () => {
    const { metrics, meter } = setup();
    meter.createObservableGauge('bad').addCallback(() => {
      throw new Error('mine');
    });
    meter.createObservableGauge('worse').addCallback(() => Promise.reject(new Error('mine')));
    meter.createObservableGauge('good').addCallback((result) => result.observe(1));
    expect(metrics.collect().map(({ name }) => name)).toEqual(['good']);
    // An unhandled rejection would fail this run.
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
});
