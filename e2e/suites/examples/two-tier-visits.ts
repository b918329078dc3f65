import { randomBytes } from 'node:crypto';
import { metricsOf } from '../full/made-metrics.js';

/** What one visitor sends: a trace in two requests, an event, and a delta of LCP. */
export interface MadeVisit {
  number: number;
  traceId: string;
  spanIds: string[];
}

export const SERVICE = 'two-tier-shop';
const SPANS = 4;
export const EVENT = 'shop.visit';

export const madeVisits = (count: number): MadeVisit[] =>
  Array.from({ length: count }, (_, number) => ({
    number,
    traceId: randomBytes(16).toString('hex'),
    spanIds: Array.from({ length: SPANS }, () => randomBytes(8).toString('hex')),
  }));

/**
 * The requests of a visit: path and body.
 *
 * @param visit
 * @param routes how many routes the visits have in all: each is a series
 */
export function requestsOf(
  { number, traceId, spanIds }: MadeVisit,
  routes: number,
): { path: string; body: string }[] {
  const nanos = `${BigInt(Date.now()) * 1_000_000n}`;
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: SERVICE } }] };
  const scope = { name: 'otel-rum' };
  const spans = spanIds.map((spanId, index) => ({
    traceId,
    spanId,
    parentSpanId: index > 0 ? spanIds[0] : '',
    name: index > 0 ? `GET /api/${index}` : 'click',
    kind: index > 0 ? 3 : 1,
    startTimeUnixNano: nanos,
    endTimeUnixNano: nanos,
  }));
  const traces = (part: typeof spans) =>
    JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope, spans: part }] }] });
  const record = {
    timeUnixNano: nanos,
    observedTimeUnixNano: nanos,
    eventName: EVENT,
    attributes: [{ key: 'shop.visit.number', value: { intValue: String(number) } }],
  };
  const logs = JSON.stringify({
    resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: [record] }] }],
  });
  const lcpSeconds = 0.3 + (number % 50) * 0.1;
  const metrics = metricsOf({ lcpSeconds, route: `/films/${number % routes}`, clockErrorMillis: 0 }, SERVICE);
  return [
    { path: '/v1/traces', body: traces(spans.slice(0, SPANS / 2)) },
    { path: '/v1/logs', body: logs },
    { path: '/v1/metrics', body: metrics },
    { path: '/v1/traces', body: traces(spans.slice(SPANS / 2)) },
  ];
}
