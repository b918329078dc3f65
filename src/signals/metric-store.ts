import { type Attributes, type Context, trace } from '@opentelemetry/api';
import type { MetricData, MetricPoint, Scope } from '../record.js';
import * as names from '../semconv.js';

/** What one instrument is, as OTLP describes it. */
export type MetricDescription = Pick<
  MetricData,
  'scope' | 'name' | 'description' | 'unit' | 'kind' | 'isMonotonic' | 'isInteger' | 'bounds'
>;

type Series = {
  -readonly [K in keyof MetricPoint]: MetricPoint[K] extends readonly (infer T)[] ? T[] : MetricPoint[K];
};

export interface MetricHooks {
  /** There is something to collect; `isObserved` when a callback of the app's has told of it, in a collection. */
  onMeasure(isObserved?: boolean): void;
  activeContext(): Context;
  /** Page time, which the collection turns into wall time. */
  now(): number;
}

/** Attribute sets of one metric at most; what comes over that is counted in one series of its own. */
export const MAX_ATTRIBUTE_SETS = 2_000;

export interface MetricStore {
  /** Adds to a sum, sets a gauge, or records into a histogram; `context` is the measurement's. @default the active one */
  record(value: number, attributes?: Attributes, context?: Context): void;
  /** For observed sums: gives the value as it is now rather than what was added. */
  observe(value: number, attributes?: Attributes): void;
  /** What came since the last collection; undefined where nothing did. */
  collect(startMillis: number, endMillis: number): MetricData | undefined;
}

const typed = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(typed).join('\u0002')}]` : `${typeof value}\u0000${String(value)}`;

/** One string per attribute set, whatever the order of its keys. */
const keyOf = (attributes: Attributes): string =>
  Object.keys(attributes)
    .sort()
    .map((key) => `${key}\u0000${typed(attributes[key])}`)
    .join('\u0001');

/**
 * The series of one instrument. Counters and histograms are deltas: they begin anew with each collection. Up-down
 * counters are cumulative, as OTLP's delta preference has it (their deltas mean nothing alone).
 */
export function createMetricStore({
  hooks: { onMeasure, activeContext, now },
  ...description
}: MetricDescription & { hooks: MetricHooks }): MetricStore {
  const { kind, isMonotonic, isInteger, bounds } = description;
  const isCumulative = kind === 'sum' && !isMonotonic;
  /** What was observed since the last collection; the last value of an attribute set counts. */
  const observed = new Map<string, [value: number, attributes: Attributes]>();
  /** What was observed before that. */
  const levels = new Map<string, number>();
  let series = new Map<string, Series>();

  const seriesOf = (attributes: Attributes, key: string): Series => {
    let found = series.get(key);
    if (found) return found;
    if (series.size >= MAX_ATTRIBUTE_SETS - 1 && key !== OVERFLOW_KEY)
      return seriesOf(OVERFLOW, OVERFLOW_KEY);
    found = {
      attributes: { ...attributes },
      value: 0,
      count: 0,
      min: Number.POSITIVE_INFINITY,
      max: Number.NEGATIVE_INFINITY,
      bucketCounts: kind === 'histogram' ? new Array(bounds.length + 1).fill(0) : [],
      exemplars: [],
    };
    series.set(key, found);
    return found;
  };
  const add = (value: number, attributes: Attributes, key: string): Series => {
    const point = seriesOf(attributes, key);
    point.value = kind === 'gauge' ? value : point.value + value;
    return point;
  };

  /** A measurement that is no number, or takes back what only grows, would spoil the series. */
  const isValid = (value: number) =>
    typeof value === 'number' && Number.isFinite(value) && (value >= 0 || kind === 'gauge' || isCumulative);
  const whole = (value: number) => (isInteger ? Math.trunc(value) : value);

  return {
    record(measured, attributes = {}, context = activeContext()) {
      if (!isValid(measured)) return;
      const value = whole(measured);
      const point = add(value, attributes, keyOf(attributes));
      if (kind === 'histogram') {
        point.count++;
        point.min = Math.min(point.min, value);
        point.max = Math.max(point.max, value);
        const bucket = bounds.findIndex((bound) => value <= bound);
        const index = bucket < 0 ? bounds.length : bucket;
        point.bucketCounts[index] = (point.bucketCounts[index] as number) + 1;
        // From its bucket a measurement leads to its trace, where that is sent.
        const spanContext = trace.getSpanContext(context);
        if (spanContext && spanContext.traceFlags & 1)
          point.exemplars[index] = { value, timeMillis: now(), spanContext };
      }
      onMeasure();
    },
    observe(measured, attributes = {}) {
      if (!isValid(measured)) return;
      observed.set(keyOf(attributes), [whole(measured), attributes]);
      onMeasure(true);
    },
    collect(startMillis, endMillis) {
      // A level that is observed no longer is not told of.
      if (levels.size) series = new Map();
      let over: number | undefined;
      const observe = (value: number, attributes: Attributes, key: string) => {
        // A level is what it is; of a counter it is what was added, all of it where the counter has begun anew.
        const before = levels.get(key) ?? 0;
        levels.set(key, value);
        add(isMonotonic && value >= before ? value - before : value, attributes, key);
      };
      for (const [key, [value, attributes]] of observed) {
        if (kind === 'gauge') add(value, attributes, key);
        else if (levels.has(key) || levels.size < MAX_ATTRIBUTE_SETS - 1) observe(value, attributes, key);
        else over = (over ?? 0) + value;
      }
      // They are one level, so that what is remembered stays within the limit too.
      if (over !== undefined) observe(over, OVERFLOW, OVERFLOW_KEY);
      observed.clear();
      if (!series.size) return undefined;
      const points = [...series.values()].map((point) => ({ ...point }));
      if (!isCumulative) series = new Map();
      return { ...description, startMillis, endMillis, points };
    },
  };
}

const OVERFLOW: Attributes = { [names.METRIC_OVERFLOW]: true };
const OVERFLOW_KEY = keyOf(OVERFLOW);

/** A scope's key. */
export const scopeKey = ({ name, version }: Scope): string => `${name}@${version ?? ''}`;
