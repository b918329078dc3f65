import { readAttributes } from './read-attributes.mjs';

const DELTA = 1;
const MAX_SERIES = 1_000;
const KINDS = {
  gauge: 'gauge',
  sum: 'counter',
  histogram: 'histogram',
  exponentialHistogram: 'histogram',
  summary: 'summary',
};

/** Metrics by service and name, their deltas added up by attribute set. */
export function createMetricStore() {
  /** @type {Map<string, any>} */
  const metrics = new Map();
  let seriesCount = 0;

  const add = (record, { service, isBrowser }) => {
    const field = Object.keys(KINDS).find((each) => record[each]);
    const data = record[field];
    const id = JSON.stringify([service, record.name]);
    const isDelta = data.aggregationTemporality === DELTA;
    const metric = metrics.get(id) ?? { id, service, isBrowser, name: record.name, series: new Map() };
    metrics.set(id, metric);
    metric.unit = record.unit ?? '';
    metric.kind = field === 'sum' && !data.isMonotonic ? 'up-down counter' : KINDS[field];
    metric.temporality = data.aggregationTemporality ? (isDelta ? 'delta' : 'cumulative') : '';
    for (const point of data.dataPoints ?? []) {
      const attributes = readAttributes(point.attributes);
      const key = JSON.stringify(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
      const before = metric.series.get(key);
      if (!before && seriesCount >= MAX_SERIES) continue;
      if (!before) seriesCount += 1;
      const now = { key, attributes, ...readPoint(point) };
      metric.series.set(key, before && isDelta ? added(before, now) : now);
    }
  };

  return {
    add,
    /** @returns {any[]} those of browsers first, then by service and name */
    list: () =>
      [...metrics.values()].sort(
        (a, b) => Number(b.isBrowser) - Number(a.isBrowser) || (a.id < b.id ? -1 : 1),
      ),
    seriesCount: () => seriesCount,
    /**
     * @param {string} name of a histogram
     * @param {string} attribute
     * @param {(metric: any) => boolean} [matches]
     * @returns {Record<string, number>} how many measurements by the attribute's value
     */
    countsBy(name, attribute, matches = () => true) {
      const counts = {};
      for (const metric of metrics.values()) {
        if (metric.name !== name || !matches(metric)) continue;
        for (const { attributes, count = 0 } of metric.series.values()) {
          counts[attributes[attribute]] = (counts[attributes[attribute]] ?? 0) + count;
        }
      }
      return counts;
    },
    clear() {
      metrics.clear();
      seriesCount = 0;
    },
  };
}

function readPoint(point) {
  if (point.count === undefined) return { value: Number(point.asDouble ?? point.asInt ?? Number.NaN) };
  return {
    count: Number(point.count),
    sum: point.sum === undefined ? undefined : Number(point.sum),
    bounds: point.explicitBounds ?? [],
    buckets: (point.bucketCounts ?? []).map(Number),
  };
}

function added(before, now) {
  if (now.count === undefined) return { ...now, value: before.value + now.value };
  const isAlike = String(before.bounds) === String(now.bounds);
  return {
    ...now,
    count: before.count + now.count,
    sum: before.sum === undefined || now.sum === undefined ? undefined : before.sum + now.sum,
    // Buckets with other bounds cannot be added: the newer ones replace the earlier.
    buckets: isAlike ? now.buckets.map((count, index) => count + (before.buckets[index] ?? 0)) : now.buckets,
  };
}
