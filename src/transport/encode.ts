import type { SpanContext } from '@opentelemetry/api';
import type { LogData, MetricData, MetricPoint, Scope, Signal, SpanRecord } from '../record.js';
import {
  anyValue,
  attributeList,
  double as doubleOf,
  int64,
  list,
  nanos,
  nanosOfMillis,
  object,
  quote,
} from './json.js';
import { withoutNoise } from './number-types.js';

/** OTLP's flags: the W3C flags, and whether it is known if the parent is remote. */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

const remoteFlags = (context: SpanContext | undefined) => HAS_IS_REMOTE | (context?.isRemote ? IS_REMOTE : 0);

/** Encodes an OTLP span. */
export function encodeSpan(span: SpanRecord): string {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const { code, message } = span.status;
  return object({
    traceId: quote(traceId),
    spanId: quote(spanId),
    traceState: traceState && quote(traceState.serialize()),
    parentSpanId: span.parentSpanContext && quote(span.parentSpanContext.spanId),
    flags: String(traceFlags | remoteFlags(span.parentSpanContext)),
    name: quote(span.name),
    // OTLP counts from 1, since 0 is unspecified; the API counts from 0.
    kind: String(span.kind + 1),
    startTimeUnixNano: nanos(...span.startTime),
    endTimeUnixNano: nanos(...span.endTime),
    attributes: attributeList(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount && String(span.droppedAttributesCount),
    events: list(
      span.events.map((event) =>
        object({
          timeUnixNano: nanos(...event.time),
          name: quote(event.name),
          attributes: attributeList(event.attributes),
          droppedAttributesCount: event.droppedAttributesCount && String(event.droppedAttributesCount),
        }),
      ),
    ),
    droppedEventsCount: span.droppedEventsCount && String(span.droppedEventsCount),
    links: list(
      span.links.map(({ context, attributes, droppedAttributesCount }) =>
        object({
          traceId: quote(context.traceId),
          spanId: quote(context.spanId),
          traceState: context.traceState && quote(context.traceState.serialize()),
          attributes: attributeList(attributes),
          droppedAttributesCount: droppedAttributesCount && String(droppedAttributesCount),
          flags: String(context.traceFlags | remoteFlags(context)),
        }),
      ),
    ),
    droppedLinksCount: span.droppedLinksCount && String(span.droppedLinksCount),
    status: code && object({ code: String(code), message: message && quote(message) }),
  });
}

/** Encodes an OTLP log record. */
export function encodeLog(log: LogData, droppedAttributesCount = 0): string {
  return object({
    timeUnixNano: nanosOfMillis(log.timeMillis),
    observedTimeUnixNano: nanosOfMillis(log.observedTimeMillis),
    severityNumber: log.severityNumber && String(log.severityNumber),
    severityText: log.severityText && quote(log.severityText),
    body: log.body !== undefined && anyValue(log.body),
    attributes: attributeList(log.attributes),
    droppedAttributesCount: droppedAttributesCount && String(droppedAttributesCount),
    flags: log.spanContext && String(log.spanContext.traceFlags),
    traceId: log.spanContext && quote(log.spanContext.traceId),
    spanId: log.spanContext && quote(log.spanContext.spanId),
    eventName: log.eventName && quote(log.eventName),
  });
}

/** AGGREGATION_TEMPORALITY_DELTA and _CUMULATIVE. */
const DELTA = '1';
const CUMULATIVE = '2';

/** Encodes an OTLP metric. */
export function encodeMetric(metric: MetricData): string {
  const isOwn = metric.scope.name.startsWith('otel-rum');
  const double = (value: number) => doubleOf(isOwn ? withoutNoise(value) : value);
  const times = {
    // The system's clock may have been set back meanwhile.
    startTimeUnixNano: nanosOfMillis(Math.min(metric.startMillis, metric.endMillis)),
    timeUnixNano: nanosOfMillis(metric.endMillis),
  };
  const number = (point: MetricPoint) =>
    object({
      attributes: attributeList(point.attributes),
      ...times,
      ...(metric.isInteger ? { asInt: int64(point.value) } : { asDouble: double(point.value) }),
    });
  const histogram = (point: MetricPoint) =>
    object({
      attributes: attributeList(point.attributes),
      ...times,
      count: int64(point.count),
      sum: double(point.value),
      bucketCounts: list(point.bucketCounts.map(int64)),
      explicitBounds: list(metric.bounds.map(double)),
      min: double(point.min),
      max: double(point.max),
      // Unlike map, flatMap skips holes.
      exemplars: list(
        point.exemplars.flatMap(({ value, timeMillis, spanContext: { traceId, spanId } }) =>
          object({
            traceId: quote(traceId),
            spanId: quote(spanId),
            timeUnixNano: nanosOfMillis(timeMillis),
            asDouble: double(value),
          }),
        ),
      ),
    });
  const dataPoints = list(metric.points.map(metric.kind === 'histogram' ? histogram : number));
  return object({
    name: quote(metric.name),
    description: metric.description && quote(metric.description),
    unit: metric.unit && quote(metric.unit),
    [metric.kind]: object({
      dataPoints,
      aggregationTemporality:
        metric.kind !== 'gauge' && (metric.kind === 'sum' && !metric.isMonotonic ? CUMULATIVE : DELTA),
      isMonotonic: metric.kind === 'sum' && String(metric.isMonotonic),
    }),
  });
}

/** Names of the envelope's lists, by signal: resources, scopes, records. */
const MEMBERS: Record<Signal, [resources: string, scopes: string, records: string]> = {
  traces: ['resourceSpans', 'scopeSpans', 'spans'],
  logs: ['resourceLogs', 'scopeLogs', 'logRecords'],
  metrics: ['resourceMetrics', 'scopeMetrics', 'metrics'],
};

/** An encoded record and its scope. */
export interface Encoded {
  /** The name of the span, the event or the metric, for whoever observes. */
  readonly name?: string | undefined;
  readonly scope: Scope;
  readonly json: string;
  /** Number of records: a metric's data points. @default 1 */
  readonly count?: number;
}

/** Encodes an OTLP/HTTP export request: a resource, and its records by scope. */
export function encodeRequest(signal: Signal, resource: string, records: readonly Encoded[]): string {
  const [resources, scopes, members] = MEMBERS[signal];
  const byScope = new Map<string, string[]>();
  for (const { scope, json } of records) {
    const key = object({ name: quote(scope.name), version: scope.version && quote(scope.version) });
    const group = byScope.get(key);
    if (group) group.push(json);
    else byScope.set(key, [json]);
  }
  const groups = [...byScope].map(([scope, group]) => object({ scope, [members]: list(group) }));
  return object({ [resources]: list([object({ resource, [scopes]: list(groups) })]) });
}

/** Encodes an OTLP Resource. */
export const encodeResource = (attributes: Parameters<typeof attributeList>[0]): string =>
  object({ attributes: attributeList(attributes) });
