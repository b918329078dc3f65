import type {
  Attributes,
  AttributeValue,
  HrTime,
  Span,
  SpanContext,
  SpanKind,
  SpanStatus,
} from '@opentelemetry/api';

/** Maximum length of an attribute's value or a body; long enough for a stack. */
export const MAX_VALUE_LENGTH = 8_192;
/** Number of characters read beyond the limit, so that a secret across the limit is masked as a whole. */
export const CUT_MARGIN = 256;

/** Cuts a text to the limit and the margin; `redact` then cuts it to the limit. */
export const limitText = (text: string): string => text.slice(0, MAX_VALUE_LENGTH + CUT_MARGIN);

/** The three signals, named as in OTLP/HTTP's paths. */
export type Signal = 'traces' | 'logs' | 'metrics';

/** An instrumentation scope. */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
}

/** An ended span: the fields of the SDK's ReadableSpan that OTLP has. */
export interface SpanRecord {
  readonly name: string;
  readonly kind: SpanKind;
  spanContext(): SpanContext;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly links: readonly {
    context: SpanContext;
    attributes?: Attributes;
    droppedAttributesCount?: number;
  }[];
  readonly events: readonly {
    name: string;
    time: HrTime;
    attributes?: Attributes;
    droppedAttributesCount?: number;
  }[];
  readonly droppedAttributesCount: number;
  readonly droppedEventsCount: number;
  readonly droppedLinksCount: number;
  readonly instrumentationScope: Scope;
  /** Offset from page time to this span's times; only spans of our own tracer have it. */
  readonly offsetMillis?: number;
}

/** Moves the start of an open span, in milliseconds; its cause may be known only later. */
export function moveStart(span: Span, byMillis: number): void {
  const { startTime } = span as { startTime?: HrTime };
  if (!startTime) return;
  const nanos = startTime[1] + Math.round(byMillis * 1e6);
  const seconds = Math.floor(nanos / 1e9);
  (span as { startTime?: HrTime }).startTime = [startTime[0] + seconds, nanos - seconds * 1e9];
}

/** A log's body or an attribute of it: OTLP's AnyValue. */
export type AnyValue =
  | AttributeValue
  | null
  | undefined
  | Uint8Array
  | AnyValue[]
  | { [key: string]: AnyValue };

/** A log record or, with an event name, an event. Times are milliseconds since the Unix epoch. */
export interface LogData {
  readonly scope: Scope;
  readonly eventName: string | undefined;
  readonly timeMillis: number;
  readonly observedTimeMillis: number;
  readonly severityNumber: number | undefined;
  readonly severityText: string | undefined;
  readonly body: AnyValue;
  readonly attributes: Record<string, AnyValue>;
  readonly spanContext: SpanContext | undefined;
}

/**
 * A record before sending, redacted and with all its attributes. Changes of a span or a log record are sent; a metric's data
 * point is sent unchanged or dropped.
 */
export interface SentRecord {
  readonly kind: 'span' | 'log' | 'metric';
  /** Name of the span, the event or the metric. */
  name: string | undefined;
  attributes: Record<string, AnyValue>;
  /** A log record's body. */
  body?: AnyValue;
}

/**
 * Called with every span, log record and data point of a metric. `true`, undefined and the record itself send it, `false` drops it;
 * any other result, such as a promise or null, drops it with a warning.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback that only changes records returns nothing
export type BeforeSend = (record: SentRecord) => boolean | SentRecord | undefined | void;

/** A measurement within a sampled span. Time in milliseconds since the Unix epoch. */
export interface Exemplar {
  readonly value: number;
  readonly timeMillis: number;
  readonly spanContext: SpanContext;
}

/** A data point: a number for sums and gauges, buckets for histograms. */
export interface MetricPoint {
  readonly attributes: Attributes;
  readonly value: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly bucketCounts: readonly number[];
  /** By bucket; buckets without one are holes. */
  readonly exemplars: readonly Exemplar[];
}

/** A metric's delta since the last collection. Times are milliseconds since the Unix epoch. */
export interface MetricData {
  readonly scope: Scope;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly kind: 'sum' | 'gauge' | 'histogram';
  readonly isMonotonic: boolean;
  /** Whether values are sent as OTLP integers. */
  readonly isInteger: boolean;
  readonly bounds: readonly number[];
  readonly startMillis: number;
  readonly endMillis: number;
  readonly points: readonly MetricPoint[];
}

/** OpenTelemetry's names of severities, least severe first. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Details of a log record beside its text. */
export interface LogDetails {
  /** The severity: `trace`, `debug`, `info`, `warn`, `error` or `fatal`. @default 'info' */
  level?: LogLevel;
  /** Further attributes of the record. @default {} */
  attributes?: Attributes;
}

/** Names the span that telemetry recorded now belongs to. */
export interface TraceContext {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** The value of the header of that name (https://www.w3.org/TR/trace-context/#traceparent-header). */
  readonly traceparent: string;
  /** The value of the header of that name; absent if there is none. */
  readonly tracestate?: string;
}
