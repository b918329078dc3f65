import type { Attributes } from '@opentelemetry/api';
import type { MetricData, MetricPoint, Scope } from '../record.js';
import * as names from '../semconv.js';

/** What one instrument is, as OTLP describes it. */
export type MetricDescription = Pick<
  MetricData,
  'scope' | 'name' | 'description' | 'unit' | 'kind' | 'isMonotonic' | 'isInteger' | 'bounds'
>;

type Series = { -readonly [K in keyof MetricPoint]: K extends 'bucketCounts' ? number[] : MetricPoint[K] };

/** Attribute sets of one metric at most; what comes over that is counted in one series of its own. */
export const MAX_ATTRIBUTE_SETS = 2_000;

export interface MetricStore {
  /** Adds to a sum, sets a gauge, or records into a histogram. */
  record(value: number, attributes: Attributes | undefined): void;
  /** For observed sums: gives the value as it is now rather than what was added. */
  observe(value: number, attributes: Attributes | undefined): void;
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
  onMeasure,
  ...description
}: MetricDescription & { onMeasure: () => void }): MetricStore {
  const { kind, isMonotonic, isInteger, bounds } = description;
  const isCumulative = kind === 'sum' && !isMonotonic;
  const observed = new Map<string, number>();
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
    };
    series.set(key, found);
    return found;
  };

  /** A measurement that is no number, or takes back what only grows, would spoil the series. */
  const isValid = (value: number) =>
    typeof value === 'number' && Number.isFinite(value) && (value >= 0 || kind === 'gauge' || isCumulative);

  const put = (measured: number, attributes: Attributes, key: string, isAbsolute: boolean) => {
    const value = isInteger ? Math.trunc(measured) : measured;
    const point = seriesOf(attributes, key);
    point.value = isAbsolute ? value : point.value + value;
    if (kind !== 'histogram') return;
    point.count++;
    point.min = Math.min(point.min, value);
    point.max = Math.max(point.max, value);
    const bucket = bounds.findIndex((bound) => value <= bound);
    const index = bucket < 0 ? bounds.length : bucket;
    point.bucketCounts[index] = (point.bucketCounts[index] as number) + 1;
  };

  return {
    record(value, given) {
      if (!isValid(value)) return;
      const attributes = given ?? {};
      put(value, attributes, keyOf(attributes), kind === 'gauge');
      onMeasure();
    },
    observe(value, given) {
      if (!isValid(value)) return;
      const attributes = given ?? {};
      const key = keyOf(attributes);
      // A level is what it is; of a counter it is what was added, all of it where the counter has begun anew.
      const before = observed.get(key) ?? 0;
      observed.set(key, value);
      put(isMonotonic && value >= before ? value - before : value, attributes, key, !isMonotonic);
    },
    collect(startMillis, endMillis) {
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
