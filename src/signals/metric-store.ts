import { type Attributes, type Context, trace } from '@opentelemetry/api';
import type { MetricData, MetricPoint, Scope } from '../record.js';
import * as names from '../semconv.js';

/** The description of an instrument, as in OTLP. */
export type MetricDescription = Pick<
  MetricData,
  'scope' | 'name' | 'description' | 'unit' | 'kind' | 'isMonotonic' | 'isInteger' | 'bounds'
>;

type Series = {
  -readonly [K in keyof MetricPoint]: MetricPoint[K] extends readonly (infer T)[] ? T[] : MetricPoint[K];
};

export interface MetricHooks {
  /** Called when there is something to collect; `isObserved`: from a callback of the app, during a collection. */
  onMeasure(isObserved?: boolean): void;
  activeContext(): Context;
  /** Limits and masks attributes, before they are compared: two sets may be one when their secrets are masked. */
  clean(attributes: Attributes): Attributes;
  /** Returns page time, which the collection converts to wall time. */
  now(): number;
}

/** Maximum number of attribute sets of a metric; measurements beyond it share one series. */
export const MAX_ATTRIBUTE_SETS = 2_000;

export interface MetricStore {
  /** Adds to a sum, sets a gauge, or records into a histogram. @param context the measurement's; default: the active one */
  record(value: number, attributes?: Attributes, context?: Context): void;
  /** Sets the current value of an observable instrument. */
  observe(value: number, attributes?: Attributes): void;
  /** Returns the measurements since the last collection; undefined if there are none. */
  collect(startMillis: number, endMillis: number): MetricData | undefined;
}

const typed = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(typed).join('\u0002')}]` : `${typeof value}\u0000${String(value)}`;

/** Returns one string per attribute set, whatever the order of its keys. */
const keyOf = (attributes: Attributes): string =>
  Object.keys(attributes)
    .sort()
    .map((key) => `${key}\u0000${typed(attributes[key])}`)
    .join('\u0001');

/**
 * Creates the series of one instrument. Counters and histograms are deltas: each collection resets them. Up-down counters are
 * cumulative, as with OTLP's delta preference, since their deltas have no meaning by themselves:
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration
 */
export function createMetricStore({
  hooks: { onMeasure, activeContext, clean, now },
  ...description
}: MetricDescription & { hooks: MetricHooks }): MetricStore {
  const { kind, isMonotonic, isInteger, bounds } = description;
  const isCumulative = kind === 'sum' && !isMonotonic;
  /** Values observed since the last collection; the last value of each attribute set. */
  const observed = new Map<string, [value: number, attributes: Attributes]>();
  /** Values observed before that. */
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

  /** Whether a measurement is valid: finite, and not negative for instruments that only grow. */
  const isValid = (value: number) =>
    typeof value === 'number' && Number.isFinite(value) && (value >= 0 || kind === 'gauge' || isCumulative);
  const whole = (value: number) => (isInteger ? Math.trunc(value) : value);

  return {
    record(measured, attributes = {}, context = activeContext()) {
      if (!isValid(measured)) return;
      const value = whole(measured);
      const cleaned = clean(attributes);
      const point = add(value, cleaned, keyOf(cleaned));
      if (kind === 'histogram') {
        point.count++;
        point.min = Math.min(point.min, value);
        point.max = Math.max(point.max, value);
        const bucket = bounds.findIndex((bound) => value <= bound);
        const index = bucket < 0 ? bounds.length : bucket;
        point.bucketCounts[index] = (point.bucketCounts[index] as number) + 1;
        // An exemplar links the bucket to a trace, if the trace is sent.
        const spanContext = trace.getSpanContext(context);
        if (spanContext && spanContext.traceFlags & 1)
          point.exemplars[index] = { value, timeMillis: now(), spanContext };
      }
      onMeasure();
    },
    observe(measured, attributes = {}) {
      if (!isValid(measured)) return;
      const cleaned = clean(attributes);
      observed.set(keyOf(cleaned), [whole(measured), cleaned]);
      onMeasure(true);
    },
    collect(startMillis, endMillis) {
      // A value that is no longer observed is not reported.
      if (levels.size) series = new Map();
      let over: number | undefined;
      const observe = (value: number, attributes: Attributes, key: string) => {
        // An up-down counter's value is reported as it is; of a counter the increase, or everything after a reset.
        const before = levels.get(key) ?? 0;
        levels.set(key, value);
        add(isMonotonic && value >= before ? value - before : value, attributes, key);
      };
      for (const [key, [value, attributes]] of observed) {
        if (kind === 'gauge') add(value, attributes, key);
        else if (levels.has(key) || levels.size < MAX_ATTRIBUTE_SETS - 1) observe(value, attributes, key);
        else over = (over ?? 0) + value;
      }
      // Values beyond the limit are one series, so that memory is bounded too.
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

/** Returns the key of a scope. */
export const scopeKey = ({ name, version }: Scope): string => `${name}@${version ?? ''}`;
