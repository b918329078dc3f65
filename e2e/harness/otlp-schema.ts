import { z } from 'zod';

/**
 * Strict OTLP/JSON, by the Protobuf JSON mapping and OTLP's own rules: rejects what only a lenient receiver would
 * accept. Numbers are numbers, 64-bit integers decimal strings, ids lower-case hex, enums numbers; unknown
 * keys are rejected, and so is an envelope without records.
 */

const uint64 = z.string().regex(/^\d{1,20}$/, 'a 64-bit integer is a decimal string');
const int64 = z.string().regex(/^-?\d{1,19}$/, 'a 64-bit integer is a decimal string');
/** Nanoseconds since 1970, of this century. */
const nanos = z.string().regex(/^[1-4]\d{18}$/, 'nanoseconds since 1970 are a decimal string of 19 digits');
const uint32 = z.int().min(0).max(0xffff_ffff);
const hexId = (length: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\da-f]{${length}}$`), `an id is ${length} digits of lower-case hex`)
    .refine((id) => !/^0+$/.test(id), 'an id is not all zero');
const traceId = hexId(32);
const spanId = hexId(16);
const double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);

export type WireValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number | 'NaN' | 'Infinity' | '-Infinity' }
  | { bytesValue: string }
  | { arrayValue: { values: WireValue[] } }
  | { kvlistValue: { values: { key: string; value: WireValue }[] } }
  | Record<string, never>;

const anyValue: z.ZodType<WireValue> = z.lazy(() =>
  z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ intValue: int64 }),
    z.strictObject({ doubleValue: double }),
    z.strictObject({ bytesValue: z.base64() }),
    z.strictObject({ arrayValue: z.strictObject({ values: z.array(anyValue).default([]) }) }),
    z.strictObject({ kvlistValue: z.strictObject({ values: z.array(keyValue).default([]) }) }),
    // A null value.
    z.strictObject({}),
  ]),
);
const keyValue = z.strictObject({ key: z.string().min(1), value: anyValue });
const attributes = z
  .array(keyValue)
  .refine((list) => new Set(list.map(({ key }) => key)).size === list.length, 'a key comes once')
  .optional();
const droppedAttributesCount = uint32.optional();

const span = z.strictObject({
  traceId,
  spanId,
  traceState: z.string().optional(),
  parentSpanId: spanId.optional(),
  flags: uint32.optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  droppedAttributesCount,
  events: z
    .array(
      z.strictObject({ timeUnixNano: nanos, name: z.string().min(1), attributes, droppedAttributesCount }),
    )
    .optional(),
  droppedEventsCount: uint32.optional(),
  links: z
    .array(
      z.strictObject({
        traceId,
        spanId,
        traceState: z.string().optional(),
        attributes,
        droppedAttributesCount,
        flags: uint32.optional(),
      }),
    )
    .optional(),
  droppedLinksCount: uint32.optional(),
  status: z
    .strictObject({ message: z.string().optional(), code: z.int().min(0).max(2).optional() })
    .optional(),
});

const logRecord = z.strictObject({
  timeUnixNano: nanos,
  observedTimeUnixNano: nanos,
  severityNumber: z.int().min(1).max(24).optional(),
  severityText: z.string().min(1).optional(),
  body: anyValue.optional(),
  attributes,
  droppedAttributesCount,
  flags: uint32.optional(),
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  eventName: z.string().min(1).optional(),
});

const pointTimes = { attributes, startTimeUnixNano: nanos, timeUnixNano: nanos, flags: uint32.optional() };
const exemplars = z
  .array(
    z.strictObject({
      filteredAttributes: attributes,
      timeUnixNano: nanos,
      asDouble: double.optional(),
      asInt: int64.optional(),
      traceId: traceId.optional(),
      spanId: spanId.optional(),
    }),
  )
  .optional();
const numberPoint = z.union([
  z.strictObject({ ...pointTimes, exemplars, asInt: int64 }),
  z.strictObject({ ...pointTimes, exemplars, asDouble: double }),
]);
const histogramPoint = z
  .strictObject({
    ...pointTimes,
    exemplars,
    count: uint64,
    sum: double,
    bucketCounts: z.array(uint64),
    explicitBounds: z.array(z.number()),
    min: double,
    max: double,
  })
  .refine(
    (point) => point.bucketCounts.length === point.explicitBounds.length + 1,
    'one bucket more than bounds',
  )
  .refine(
    (point) => point.bucketCounts.reduce((sum, count) => sum + BigInt(count), 0n) === BigInt(point.count),
    'the buckets add up to the count',
  );
const temporality = z.int().min(1).max(2);
const named = { name: z.string().min(1), description: z.string().optional(), unit: z.string().optional() };
const metric = z.union([
  z.strictObject({
    ...named,
    sum: z.strictObject({
      dataPoints: z.array(numberPoint).min(1),
      aggregationTemporality: temporality,
      isMonotonic: z.boolean(),
    }),
  }),
  z.strictObject({ ...named, gauge: z.strictObject({ dataPoints: z.array(numberPoint).min(1) }) }),
  z.strictObject({
    ...named,
    histogram: z.strictObject({
      dataPoints: z.array(histogramPoint).min(1),
      aggregationTemporality: temporality,
    }),
  }),
]);

const resource = z.strictObject({ attributes, droppedAttributesCount });
const scope = z.strictObject({
  name: z.string().min(1),
  version: z.string().min(1).optional(),
  attributes,
  droppedAttributesCount,
});
const schemaUrl = z.string().optional();

/** Schema of an export request's body, by signal. */
export const exportRequest = {
  traces: z.strictObject({
    resourceSpans: z
      .array(
        z.strictObject({
          resource,
          schemaUrl,
          scopeSpans: z.array(z.strictObject({ scope, schemaUrl, spans: z.array(span).min(1) })).min(1),
        }),
      )
      .min(1),
  }),
  logs: z.strictObject({
    resourceLogs: z
      .array(
        z.strictObject({
          resource,
          schemaUrl,
          scopeLogs: z
            .array(z.strictObject({ scope, schemaUrl, logRecords: z.array(logRecord).min(1) }))
            .min(1),
        }),
      )
      .min(1),
  }),
  metrics: z.strictObject({
    resourceMetrics: z
      .array(
        z.strictObject({
          resource,
          schemaUrl,
          scopeMetrics: z.array(z.strictObject({ scope, schemaUrl, metrics: z.array(metric).min(1) })).min(1),
        }),
      )
      .min(1),
  }),
};

export type WireAttributes = z.infer<typeof attributes>;
export type WireSpan = z.infer<typeof span>;
export type WireLogRecord = z.infer<typeof logRecord>;
export type WireMetric = z.infer<typeof metric>;
export type WirePoint = z.infer<typeof numberPoint> | z.infer<typeof histogramPoint>;
export type WireTraces = z.infer<typeof exportRequest.traces>;
export type WireLogs = z.infer<typeof exportRequest.logs>;
export type WireMetrics = z.infer<typeof exportRequest.metrics>;
