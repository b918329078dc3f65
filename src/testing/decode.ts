/** Attribute values as an app sets them: OTLP's wrappers are gone, integers are numbers. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A finished span. */
export interface TestSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined: the span begins its trace. */
  readonly parentSpanId: string | undefined;
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly status: 'unset' | 'ok' | 'error';
  /** Milliseconds since the Unix epoch. */
  readonly startMillis: number;
  readonly durationMillis: number;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
}

/** A log record; with an event name, an event. */
export interface TestLog {
  /** The event's name; undefined: no event. */
  readonly name: string | undefined;
  readonly body: unknown;
  readonly severityNumber: number | undefined;
  /** The span that it belongs to; undefined: none. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly timeMillis: number;
  readonly attributes: Attributes;
}

/** A metric's delta. */
export interface TestMetric {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly {
    readonly attributes: Attributes;
    /** Of a counter or a gauge its value, of a histogram its sum. */
    readonly value: number;
    /** Of a histogram, the number of values. */
    readonly count: number | undefined;
  }[];
}

type Otlp = Record<string, unknown>;
const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;

const listOf = (value: unknown) => (Array.isArray(value) ? (value as Otlp[]) : []);
const textOf = (value: unknown) => (value ? String(value) : undefined);
const millisOf = (nanos: unknown) => Number(nanos ?? 0) / 1e6;

function unwrap(any: unknown): unknown {
  const [[kind, value] = []] = Object.entries((any ?? {}) as Otlp);
  if (kind === 'intValue' || kind === 'doubleValue') return Number(value);
  if (kind === 'arrayValue') return listOf((value as Otlp).values).map(unwrap);
  if (kind === 'kvlistValue') return attributesOf((value as Otlp).values);
  return value;
}
const attributesOf = (list: unknown): Attributes =>
  Object.fromEntries(listOf(list).map(({ key, value }) => [key, unwrap(value)]));

/** Reads a span of OTLP/JSON. */
export function decodeSpan(span: Otlp): TestSpan {
  const startMillis = millisOf(span.startTimeUnixNano);
  return {
    name: String(span.name),
    traceId: String(span.traceId),
    spanId: String(span.spanId),
    parentSpanId: textOf(span.parentSpanId),
    kind: KINDS[Number(span.kind)] ?? 'internal',
    status: STATUSES[Number((span.status as Otlp | undefined)?.code ?? 0)] ?? 'unset',
    startMillis,
    // The difference first: a double holds no nanoseconds of today.
    durationMillis:
      Number(BigInt(String(span.endTimeUnixNano)) - BigInt(String(span.startTimeUnixNano))) / 1e6,
    attributes: attributesOf(span.attributes),
    events: listOf(span.events).map((event) => ({
      name: String(event.name),
      attributes: attributesOf(event.attributes),
    })),
  };
}

/** Reads a log record of OTLP/JSON. */
export const decodeLog = (log: Otlp): TestLog => ({
  name: textOf(log.eventName),
  body: unwrap(log.body),
  severityNumber: log.severityNumber === undefined ? undefined : Number(log.severityNumber),
  traceId: textOf(log.traceId),
  spanId: textOf(log.spanId),
  timeMillis: millisOf(log.timeUnixNano),
  attributes: attributesOf(log.attributes),
});

/** Reads a metric of OTLP/JSON. */
export function decodeMetric({ name, unit, sum, gauge, histogram }: Otlp): TestMetric {
  const data = (sum ?? gauge ?? histogram ?? {}) as Otlp;
  return {
    name: String(name),
    unit: String(unit ?? ''),
    points: listOf(data.dataPoints).map((point) => ({
      attributes: attributesOf(point.attributes),
      value: Number(point.asInt ?? point.asDouble ?? point.sum ?? 0),
      count: point.count === undefined ? undefined : Number(point.count),
    })),
  };
}

/** Reads the records of one OTLP/JSON export request, of any signal. */
export function decodeRequest(request: Otlp): { spans: Otlp[]; logs: Otlp[]; metrics: Otlp[] } {
  const of = (resources: string, scopes: string, records: string) =>
    listOf(request[resources]).flatMap((resource) =>
      listOf(resource[scopes]).flatMap((scope) => listOf(scope[records])),
    );
  return {
    spans: of('resourceSpans', 'scopeSpans', 'spans'),
    logs: of('resourceLogs', 'scopeLogs', 'logRecords'),
    metrics: of('resourceMetrics', 'scopeMetrics', 'metrics'),
  };
}
