import type { Clock } from '../browser/clock.js';
import type { MetricData } from '../record.js';
import { type Encoded, encodeMetric } from './encode.js';

/** When metrics are collected, and what of them is queued. */
export interface MetricQueue {
  /** Notes a measurement. @returns whether it is the first since the last collection, which begins an interval */
  measured(): boolean;
  /** Demands a collection with the next request, at least of our own counters. */
  demand(): void;
  isDue(): boolean;
  /** Milliseconds until the next collection; undefined if nothing was measured. */
  dueInMillis(): number | undefined;
  /** Queues the measurements since the last collection. @param isAtPageEnd without our own counters, unless there are others */
  collect(isAtPageEnd?: boolean): void;
}

export interface MetricQueueConfig {
  readonly clock: Clock;
  /** Returns the measurements of the page and the app. */
  readonly collectMetrics: () => MetricData[];
  /** Returns the counts of otel-rum itself, which are sent with other metrics. */
  readonly collectOwnMetrics: () => MetricData[];
  readonly metricsIntervalMillis: number;
}

/**
 * @param beforeOwn called before our own metrics are collected, to add to them
 * @param enqueue queues one metric
 */
export function createMetricQueue(
  { clock, collectMetrics, collectOwnMetrics, metricsIntervalMillis }: MetricQueueConfig,
  beforeOwn: () => void,
  enqueue: (encoded: Encoded) => void,
): MetricQueue {
  /** One interval after the first measurement since the last collection. */
  let dueAt = Number.POSITIVE_INFINITY;
  /** Whether our own counters are sent even without other metrics: they count a loss, or the app has called flush(). */
  let isOwnDue = false;
  return {
    measured() {
      const isFirst = dueAt === Number.POSITIVE_INFINITY;
      if (isFirst) dueAt = clock.pageNow() + metricsIntervalMillis;
      return isFirst;
    },
    demand() {
      dueAt = Math.min(dueAt, clock.pageNow());
      isOwnDue = true;
    },
    isDue: () => clock.pageNow() >= dueAt,
    dueInMillis: () => (dueAt < Number.POSITIVE_INFINITY ? dueAt - clock.pageNow() : undefined),
    collect(isAtPageEnd) {
      const metrics = collectMetrics();
      dueAt = Number.POSITIVE_INFINITY;
      if (metrics.length || (isOwnDue && !isAtPageEnd)) {
        isOwnDue = false;
        beforeOwn();
        metrics.push(...collectOwnMetrics());
      }
      for (const metric of metrics) {
        enqueue({
          name: metric.name,
          scope: metric.scope,
          json: encodeMetric(metric),
          count: metric.points.length,
        });
      }
    },
  };
}
