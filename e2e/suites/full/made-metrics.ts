import { randomBytes } from 'node:crypto';
import { PAGE_BOUNDS } from '../../../src/context/page-view.js';

/** A visit with a known LCP, as a page would send it: one delta with one point. */
export interface Visit {
  lcpSeconds: number;
  route: string;
  /** Error of this visitor's clock, in milliseconds. */
  clockErrorMillis: number;
}

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });

/** Returns the body of one visitor's export. */
export function metricsOf({ lcpSeconds, route, clockErrorMillis }: Visit, service: string): string {
  const endMillis = Date.now() + clockErrorMillis;
  const nanos = (millis: number) => `${BigInt(Math.round(millis)) * 1_000_000n}`;
  const bucket = PAGE_BOUNDS.findIndex((bound) => lcpSeconds <= bound);
  const point = {
    attributes: [
      text('otel_rum.document.url.template', route),
      text('browser.web_vital.rating', lcpSeconds <= 2.5 ? 'good' : 'needs-improvement'),
    ],
    startTimeUnixNano: nanos(endMillis - 5_000),
    timeUnixNano: nanos(endMillis),
    count: '1',
    sum: lcpSeconds,
    explicitBounds: PAGE_BOUNDS,
    bucketCounts: [...PAGE_BOUNDS, 0].map((_, index) => (index === bucket ? '1' : '0')),
    min: lcpSeconds,
    max: lcpSeconds,
  };
  const metric = {
    name: 'otel_rum.web_vital.lcp',
    unit: 's',
    histogram: { dataPoints: [point], aggregationTemporality: 1 },
  };
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: { attributes: [text('service.name', service), text('user_agent.name', 'Chrome')] },
        scopeMetrics: [{ scope: { name: 'otel-rum' }, metrics: [metric] }],
      },
    ],
  });
}

/** Returns the body of one event of a vital, with its value as a double. */
export function vitalOf(id: string, value: number, service: string): string {
  const timeUnixNano = `${BigInt(Date.now()) * 1_000_000n}`;
  const record = {
    timeUnixNano,
    observedTimeUnixNano: timeUnixNano,
    eventName: 'browser.web_vital',
    attributes: [
      text('browser.web_vital.id', id),
      text('browser.web_vital.name', 'cls'),
      { key: 'browser.web_vital.value', value: { doubleValue: value } },
      text('session.id', randomBytes(16).toString('hex')),
    ],
  };
  return JSON.stringify({
    resourceLogs: [
      {
        resource: { attributes: [text('service.name', service)] },
        scopeLogs: [{ scope: { name: 'otel-rum' }, logRecords: [record] }],
      },
    ],
  });
}
