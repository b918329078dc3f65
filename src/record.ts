import type {
  Attributes,
  AttributeValue,
  HrTime,
  Span,
  SpanContext,
  SpanKind,
  SpanStatus,
} from '@opentelemetry/api';

/** Characters of one attribute's value, or a body, at most: a stack fits. */
export const MAX_VALUE_LENGTH = 8_192;
/** Characters more that are read: a secret that the limit would cut in two is still seen whole, and masked. */
export const CUT_MARGIN = 256;

/** Cuts a text before anything walks over it; `redact` cuts it at the limit itself. */
export const limitText = (text: string): string => text.slice(0, MAX_VALUE_LENGTH + CUT_MARGIN);

/** The three signals, named as in OTLP/HTTP's paths. */
export type Signal = 'traces' | 'logs' | 'metrics';

/** An instrumentation scope. */
export interface Scope {
  readonly name: string;
  readonly version?: string | undefined;
}

/** A finished span: what the SDK's readable span holds and OTLP carries. */
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
  /** What turned page time into this span's times, if it is one of ours. */
  readonly offsetMillis?: number;
}

/** Moves the start of a span that has not ended, by milliseconds: what it began with may be known only later. */
export function moveStart(span: Span, byMillis: number): void {
  const { startTime } = span as { startTime?: HrTime };
  if (!startTime) return;
  const nanos = startTime[1] + Math.round(byMillis * 1e6);
  const seconds = Math.floor(nanos / 1e9);
  (span as { startTime?: HrTime }).startTime = [startTime[0] + seconds, nanos - seconds * 1e9];
}

/** What a log body or a log attribute may be: OTLP's AnyValue. */
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
 * A record as it is about to be sent: redacted, with all its attributes. What is changed of a span or a log record is what
 * is sent; a metric's data point is sent as it is, or not at all.
 */
export interface SentRecord {
  readonly kind: 'span' | 'log' | 'metric';
  /** The span's name, the event's, the metric's. */
  name: string | undefined;
  attributes: Record<string, AnyValue>;
  /** A log record's body. */
  body?: AnyValue;
}

/**
 * Called with every span, every log record and every data point of a metric. `true` and no answer send it, `false` drops it; so
 * does any other answer, with a warning: a promise, null.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback that only changes records returns nothing
export type BeforeSend = (record: SentRecord) => boolean | SentRecord | undefined | void;

/** A measurement that was made within a sampled span. Time in milliseconds since the Unix epoch. */
export interface Exemplar {
  readonly value: number;
  readonly timeMillis: number;
  readonly spanContext: SpanContext;
}

/** One point of a metric: a number for sums and gauges, buckets for histograms. */
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

/** How severe a log record is: OpenTelemetry's names, from least to most. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What belongs to a log record beside its text. */
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
