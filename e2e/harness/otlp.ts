import {
  exportRequest,
  type WireAttributes,
  type WireLogRecord,
  type WireLogs,
  type WireMetric,
  type WireMetrics,
  type WirePoint,
  type WireSpan,
  type WireTraces,
  type WireValue,
} from './otlp-schema.js';

export type Signal = keyof typeof exportRequest;
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Attributes = Record<string, Value>;

interface Origin {
  resource: Attributes;
  scope: { name: string; version: string | undefined };
}

export interface Span extends Origin {
  name: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  traceState: string | undefined;
  flags: number | undefined;
  attributes: Attributes;
  status: 'unset' | 'ok' | 'error';
  startMillis: number;
  endMillis: number;
  events: { name: string; attributes: Attributes }[];
  links: { traceId: string; spanId: string; attributes: Attributes }[];
}

export interface Log extends Origin {
  eventName: string | undefined;
  severityNumber: number | undefined;
  body: Value;
  traceId: string | undefined;
  spanId: string | undefined;
  attributes: Attributes;
  timeMillis: number;
}

export interface Point {
  attributes: Attributes;
  startMillis: number;
  endMillis: number;
  /** Value of a sum or a gauge. */
  value?: number;
  /** Of a histogram. */
  count?: number;
  sum?: number;
  min?: number;
  max?: number;
  bounds?: number[];
  bucketCounts?: number[];
  exemplars?: { value: number; timeMillis: number; traceId: string; spanId: string }[];
}

export interface Metric extends Origin {
  name: string;
  unit: string | undefined;
  kind: 'sum' | 'gauge' | 'histogram';
  temporality: 'delta' | 'cumulative' | undefined;
  isMonotonic: boolean | undefined;
  points: Point[];
}

export interface Records {
  spans: Span[];
  logs: Log[];
  metrics: Metric[];
}

const KINDS = ['internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;
const TEMPORALITIES = ['delta', 'cumulative'] as const;

/**
 * Parses the body of an export request strictly, and flattens it.
 *
 * @throws {z.ZodError} if it is not strict OTLP/JSON
 */
export function decode(signal: Signal, body: string): Records {
  return flatten(exportRequest[signal].parse(JSON.parse(body)));
}

/** Flattens a request; the collector's own form of one is not parsed again. */
export function flatten(request: Partial<WireTraces & WireLogs & WireMetrics>): Records {
  return {
    spans: (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) =>
      scopeSpans.flatMap(({ scope, spans }) =>
        spans.map((span) => ({ ...toSpan(span), ...originOf(resource, scope) })),
      ),
    ),
    logs: (request.resourceLogs ?? []).flatMap(({ resource, scopeLogs }) =>
      scopeLogs.flatMap(({ scope, logRecords }) =>
        logRecords.map((log) => ({ ...toLog(log), ...originOf(resource, scope) })),
      ),
    ),
    metrics: (request.resourceMetrics ?? []).flatMap(({ resource, scopeMetrics }) =>
      scopeMetrics.flatMap(({ scope, metrics }) =>
        metrics.map((metric) => ({ ...toMetric(metric), ...originOf(resource, scope) })),
      ),
    ),
  };
}

function originOf(
  resource: { attributes?: WireAttributes },
  scope: { name: string; version?: string | undefined },
): Origin {
  return { resource: toAttributes(resource.attributes), scope: { name: scope.name, version: scope.version } };
}

function toSpan(span: WireSpan): Omit<Span, keyof Origin> {
  return {
    name: span.name,
    kind: KINDS[span.kind - 1] ?? 'internal',
    traceId: span.traceId,
    spanId: span.spanId,
    flags: span.flags,
    parentSpanId: span.parentSpanId,
    traceState: span.traceState,
    attributes: toAttributes(span.attributes),
    status: STATUSES[span.status?.code ?? 0] ?? 'unset',
    startMillis: toMillis(span.startTimeUnixNano),
    endMillis: toMillis(span.endTimeUnixNano),
    events: (span.events ?? []).map(({ name, attributes }) => ({
      name,
      attributes: toAttributes(attributes),
    })),
    links: (span.links ?? []).map((link) => ({
      traceId: link.traceId,
      spanId: link.spanId,
      attributes: toAttributes(link.attributes),
    })),
  };
}

function toLog(log: WireLogRecord): Omit<Log, keyof Origin> {
  return {
    eventName: log.eventName,
    severityNumber: log.severityNumber,
    body: log.body === undefined ? null : toValue(log.body),
    traceId: log.traceId,
    spanId: log.spanId,
    attributes: toAttributes(log.attributes),
    timeMillis: toMillis(log.timeUnixNano),
  };
}

function toMetric(metric: WireMetric): Omit<Metric, keyof Origin> {
  const kind = 'histogram' in metric ? 'histogram' : 'sum' in metric ? 'sum' : 'gauge';
  const data = 'histogram' in metric ? metric.histogram : 'sum' in metric ? metric.sum : metric.gauge;
  return {
    name: metric.name,
    unit: metric.unit,
    kind,
    temporality:
      'aggregationTemporality' in data ? TEMPORALITIES[data.aggregationTemporality - 1] : undefined,
    isMonotonic: 'sum' in metric ? metric.sum.isMonotonic : undefined,
    points: data.dataPoints.map(toPoint),
  };
}

function toPoint(point: WirePoint): Point {
  const base = {
    attributes: toAttributes(point.attributes),
    startMillis: toMillis(point.startTimeUnixNano),
    endMillis: toMillis(point.timeUnixNano),
  };
  if ('asInt' in point) return { ...base, value: Number(point.asInt) };
  if ('asDouble' in point) return { ...base, value: Number(point.asDouble) };
  return {
    ...base,
    count: Number(point.count),
    sum: Number(point.sum),
    min: Number(point.min),
    max: Number(point.max),
    bounds: point.explicitBounds,
    bucketCounts: point.bucketCounts.map(Number),
    exemplars: (point.exemplars ?? []).map(
      ({ asDouble, asInt, timeUnixNano, traceId = '', spanId = '' }) => ({
        value: Number(asDouble ?? asInt),
        timeMillis: toMillis(timeUnixNano),
        traceId,
        spanId,
      }),
    ),
  };
}

function toAttributes(attributes: WireAttributes): Attributes {
  return Object.fromEntries((attributes ?? []).map(({ key, value }) => [key, toValue(value)]));
}

function toValue(value: WireValue): Value {
  if ('stringValue' in value) return value.stringValue as string;
  if ('boolValue' in value) return value.boolValue as boolean;
  if ('intValue' in value) return Number(value.intValue);
  if ('doubleValue' in value) return Number(value.doubleValue);
  if ('arrayValue' in value) return (value.arrayValue as { values: WireValue[] }).values.map(toValue);
  if ('kvlistValue' in value) return toAttributes((value.kvlistValue as { values: WireAttributes }).values);
  if ('bytesValue' in value) return value.bytesValue as string;
  return null;
}

/** Converts to milliseconds, exact to the microsecond within a double's precision. */
function toMillis(nanos: string): number {
  return Number(BigInt(nanos) / 1_000n) / 1_000;
}
