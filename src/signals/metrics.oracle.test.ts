import {
  type Attributes,
  type BatchObservableResult,
  type Meter,
  type ObservableResult,
  ROOT_CONTEXT,
  ValueType,
} from '@opentelemetry/api';
import {
  AggregationTemporality,
  DataPointType,
  InstrumentType,
  MeterProvider,
  MetricReader,
} from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGuard } from '../diagnostics/guard.js';
import type { MetricData } from '../record.js';
import { createMetrics } from './metrics.js';

/**
 * Our metrics against the official SDK with delta preference, on the same measurements. Where we mean to differ
 * (docs/decisions/010, 013), `asWeMean` changes the oracle's results, and nothing else differs.
 */

/** Collects on demand, with the temporality that OTLP's delta preference means: up-down counters are cumulative. */
class OracleReader extends MetricReader {
  constructor() {
    super({
      aggregationTemporalitySelector: (type) =>
        type === InstrumentType.UP_DOWN_COUNTER || type === InstrumentType.OBSERVABLE_UP_DOWN_COUNTER
          ? AggregationTemporality.CUMULATIVE
          : AggregationTemporality.DELTA,
    });
  }
  protected override async onForceFlush() {}
  protected override async onShutdown() {}
}

const keyOf = (attributes: Attributes) => JSON.stringify(Object.entries(attributes).sort());

/** What both say of one metric, its points by their attributes. */
interface Collected {
  description: string;
  unit: string;
  kind: 'sum' | 'gauge' | 'histogram';
  isMonotonic: boolean;
  isInteger: boolean;
  isCumulative: boolean;
  points: Map<string, object>;
}
type ByName = Map<string, Collected>;

const ours = (collected: MetricData[]): ByName =>
  new Map(
    collected.map(({ name, description, unit, kind, isMonotonic, isInteger, bounds, points }) => [
      name,
      {
        description,
        unit,
        kind,
        isMonotonic,
        isInteger,
        isCumulative: kind === 'sum' && !isMonotonic,
        points: new Map(
          points.map(({ attributes, value, count, min, max, bucketCounts }) => [
            keyOf(attributes),
            kind === 'histogram'
              ? { attributes, sum: value, count, min, max, bucketCounts, bounds }
              : { attributes, value },
          ]),
        ),
      },
    ]),
  );

async function theirs(reader: OracleReader): Promise<ByName> {
  const { resourceMetrics, errors } = await reader.collect();
  expect(errors).toEqual([]);
  const metrics = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return new Map(
    metrics.map((metric) => {
      const { name, description, unit, valueType } = metric.descriptor;
      const points =
        metric.dataPointType === DataPointType.HISTOGRAM
          ? metric.dataPoints.map(({ attributes, value: { sum, count, min, max, buckets } }) => ({
              attributes,
              sum,
              count,
              min,
              max,
              bucketCounts: buckets.counts,
              bounds: buckets.boundaries,
            }))
          : metric.dataPoints.map(({ attributes, value }) => ({ attributes, value }));
      const collected: Collected = {
        description,
        unit,
        kind:
          metric.dataPointType === DataPointType.HISTOGRAM
            ? 'histogram'
            : metric.dataPointType === DataPointType.SUM
              ? 'sum'
              : 'gauge',
        isMonotonic: metric.dataPointType === DataPointType.SUM && metric.isMonotonic,
        isInteger: valueType === ValueType.INT,
        isCumulative:
          metric.dataPointType === DataPointType.SUM &&
          metric.aggregationTemporality === AggregationTemporality.CUMULATIVE,
        points: new Map(points.map((point) => [keyOf(point.attributes), point])),
      };
      return [name, collected];
    }),
  );
}

/** What the callbacks observe: set before a collection, the same for both. */
type Observations = Map<string, [value: number, attributes: Attributes][]>;

/** Our deliberate difference: a value that is no longer observed is not reported again, even if it is cumulative (013). */
function asWeMean(collected: ByName, observations: Observations): ByName {
  for (const name of ['level', 'batchLevel']) {
    const points = collected.get(name)?.points;
    const seen = new Set((observations.get(name) ?? []).map(([, attributes]) => keyOf(attributes)));
    for (const key of points?.keys() ?? []) if (!seen.has(key)) points?.delete(key);
    if (points?.size === 0) collected.delete(name);
  }
  return collected;
}

const BOUNDS = [0, 0.5, 1, 10];
const OBSERVED = ['seen', 'seenWhole', 'level', 'heat', 'batchSeen', 'batchLevel', 'batchHeat'] as const;

/** Every kind of instrument, whole and fractional, asynchronous ones alone and in a batch, on any meter. */
function instruments(meter: Meter, observations: Observations) {
  const whole = { valueType: ValueType.INT };
  const counter = meter.createCounter('counter', { unit: '{click}', description: 'Clicks.' });
  const wholeCounter = meter.createCounter('wholeCounter', whole);
  const upDown = meter.createUpDownCounter('upDown');
  const wholeUpDown = meter.createUpDownCounter('wholeUpDown', whole);
  const histogram = meter.createHistogram('histogram', { advice: { explicitBucketBoundaries: BOUNDS } });
  const standard = meter.createHistogram('standard', { unit: 's' });
  const wholeHistogram = meter.createHistogram('wholeHistogram', whole);
  const gauge = meter.createGauge('gauge');
  const observing = (name: string) => (result: ObservableResult) => {
    for (const observation of observations.get(name) ?? []) result.observe(...observation);
  };
  meter.createObservableCounter('seen').addCallback(observing('seen'));
  meter.createObservableCounter('seenWhole', whole).addCallback(observing('seenWhole'));
  meter.createObservableUpDownCounter('level').addCallback(observing('level'));
  meter.createObservableGauge('heat').addCallback(observing('heat'));
  const batch = [
    meter.createObservableCounter('batchSeen'),
    meter.createObservableUpDownCounter('batchLevel'),
    meter.createObservableGauge('batchHeat'),
  ];
  meter.addBatchObservableCallback((result: BatchObservableResult) => {
    for (const [index, name] of (['batchSeen', 'batchLevel', 'batchHeat'] as const).entries()) {
      for (const observation of observations.get(name) ?? [])
        result.observe(batch[index] as (typeof batch)[0], ...observation);
    }
  }, batch);
  return {
    counter: counter.add.bind(counter),
    wholeCounter: wholeCounter.add.bind(wholeCounter),
    upDown: upDown.add.bind(upDown),
    wholeUpDown: wholeUpDown.add.bind(wholeUpDown),
    histogram: histogram.record.bind(histogram),
    standard: standard.record.bind(standard),
    wholeHistogram: wholeHistogram.record.bind(wholeHistogram),
    gauge: gauge.record.bind(gauge),
  } satisfies Record<string, (value: number, attributes: Attributes) => void>;
}
const SYNCHRONOUS = [
  'counter',
  'wholeCounter',
  'upDown',
  'wholeUpDown',
  'histogram',
  'standard',
  'wholeHistogram',
  'gauge',
] as const;

/** Both, driven in the same way; each collection is compared. */
function setup() {
  const observations: Observations = new Map();
  let now = 1_000;
  const clock = { pageNow: () => now, epochNow: () => now, toEpoch: (moment: number) => moment };
  const guard = createGuard({ warn: () => {}, debug: () => {} });
  const metrics = createMetrics(clock, guard, { onMeasure: () => {}, activeContext: () => ROOT_CONTEXT });
  const reader = new OracleReader();
  const meters = [
    metrics.getMeter('test', '1'),
    new MeterProvider({ readers: [reader] }).getMeter('test', '1'),
  ];
  const both = meters.map((meter) => instruments(meter, observations));
  return {
    observations,
    measure(name: (typeof SYNCHRONOUS)[number], value: number, attributes: Attributes) {
      for (const each of both) each[name](value, attributes);
    },
    async collect() {
      now += 10;
      return [ours(metrics.collect()), asWeMean(await theirs(reader), observations)] as const;
    },
  };
}

// Quarters add up exactly, in whatever order; the bounds are among them.
const value = fc.oneof(
  fc.integer({ min: -60, max: 60 }).map((quarters) => quarters / 4),
  fc.constantFrom(...BOUNDS, ...BOUNDS.map((bound) => bound + 0.25)),
);
const attributes = fc.oneof(
  fc.constantFrom<Attributes>(
    {},
    { a: 1 },
    { a: '1' },
    { a: 1, b: 'x' },
    { b: 'x', a: 1 },
    { a: true },
    { a: ['p', 'q'] },
    { a: ['p,q'] },
    { 'otel.metric.overflow': true },
  ),
  fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.oneof(fc.string({ maxLength: 2 }), fc.integer({ max: 3, min: 0 }), fc.boolean()),
  ),
);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ measure: fc.constantFrom(...SYNCHRONOUS), value, attributes }),
  },
  {
    // Now and then the same attribute set twice, and next time some that are gone.
    weight: 3,
    arbitrary: fc.record({
      observe: fc.constantFrom(...OBSERVED),
      values: fc.array(fc.tuple(value, attributes), { maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant('collect' as const) },
);

describe('our metrics and the official SDK', () => {
  it('say the same of every kind of instrument, whatever is measured, observed and collected', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (sequence) => {
        const { observations, measure, collect } = setup();
        for (const each of [...sequence, 'collect' as const, 'collect' as const]) {
          if (each === 'collect') {
            const [us, them] = await collect();
            expect(us).toEqual(them);
          } else if ('measure' in each) {
            measure(each.measure, each.value, each.attributes);
          } else {
            // A counter below 0 is none; they would take it, we would not.
            const isCounter = each.observe.toLowerCase().includes('seen');
            observations.set(
              each.observe,
              each.values.map(([observed, of]) => [isCounter ? Math.abs(observed) : observed, of]),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('say the same over the limit of 2,000 attribute sets, collection by collection', async () => {
    const bursts = fc.array(
      fc.record({
        measure: fc.constantFrom(...SYNCHRONOUS),
        from: fc.integer({ min: 0, max: 1_500 }),
        count: fc.integer({ min: 400, max: 1_800 }),
        value: value.map(Math.abs),
        isCollected: fc.boolean(),
      }),
      { minLength: 2, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(bursts, async (sequence) => {
        const { measure, collect } = setup();
        let collections = 0;
        for (const burst of [...sequence, undefined]) {
          for (let index = 0; index < (burst?.count ?? 0); index++)
            if (burst) measure(burst.measure, burst.value, { user: burst.from + index });
          if (burst && !burst.isCollected) continue;
          const collected = await collect();
          // Up-down counters are limited over their life with us, and for each collection with them (013).
          if (collections++ > 0)
            for (const byName of collected) for (const name of ['upDown', 'wholeUpDown']) byName.delete(name);
          const [us, them] = collected;
          expect(us).toEqual(them);
          for (const { points } of us.values()) expect(points.size).toBeLessThanOrEqual(2_000);
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('where we mean to differ from the official SDK', () => {
  const collectAll = async (value: (user: number) => number, from = 0, count = 2_500) => {
    const { observations, collect } = setup();
    for (const name of OBSERVED)
      observations.set(
        name,
        Array.from({ length: count }, (_, index) => [value(index), { user: from + index }]),
      );
    return collect();
  };
  const overflowOf = (collected: ByName, name: string) =>
    (
      collected.get(name)?.points.get(keyOf({ 'otel.metric.overflow': true })) as
        | { value: number }
        | undefined
    )?.value;

  it('observed values over the limit add up, while theirs keeps the last', async () => {
    const [us, them] = await collectAll(() => 2);
    for (const name of ['seen', 'seenWhole', 'level', 'batchSeen', 'batchLevel']) {
      expect(us.get(name)?.points.size, name).toBe(2_000);
      expect(overflowOf(us, name), name).toBe(2 * 501);
    }
    expect(them.get('seen')?.points.size).toBe(2_000);
    expect(overflowOf(them, 'seen')).toBe(2);
  });

  it('an up-down counter is limited to 2,000 over its life, where theirs grows with each collection', async () => {
    const { measure, collect } = setup();
    const burst = async (from: number) => {
      for (let user = from; user < from + 1_500; user++) measure('upDown', 1, { user });
      return collect();
    };
    await burst(0);
    const [us, them] = await burst(1_500);
    expect(us.get('upDown')?.points.size).toBe(2_000);
    expect(overflowOf(us, 'upDown')).toBe(1_001);
    expect(them.get('upDown')?.points.size).toBe(3_000);
  });

  it('a value that is no longer observed is not reported, while theirs repeats the last one', async () => {
    const { observations, collect } = setup();
    observations.set('level', [[5, { tab: 'a' }]]);
    await collect();
    observations.set('level', []);
    const [us] = await collect();
    expect(us.has('level')).toBe(false);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'a sum is not spoilt by %s, where theirs is',
    async (spoilt) => {
      const { measure, collect } = setup();
      measure('counter', 1, {});
      measure('counter', spoilt, {});
      const [us, them] = await collect();
      expect(us.get('counter')?.points.get('[]')).toMatchObject({ value: 1 });
      expect(them.get('counter')?.points.get('[]')).toMatchObject({ value: spoilt });
    },
  );
});
