import { z } from 'zod';
import {
  attributes,
  double,
  enumNumber,
  envelope,
  exactlyOne,
  int32,
  int64,
  nanos,
  noId,
  spanId,
  traceId,
  uint32,
  uint64,
} from './common.mjs';
import { list } from './list.mjs';

const NO_RECORDED_VALUE = 1;

const exemplar = z
  .object({
    filteredAttributes: attributes.optional(),
    timeUnixNano: nanos,
    asDouble: double.optional(),
    asInt: int64.optional(),
    spanId: z.union([noId, spanId]).optional(),
    traceId: z.union([noId, traceId]).optional(),
  })
  .refine(hasOneNumber, 'must have either asDouble or asInt');

const pointOf = {
  attributes: attributes.optional(),
  startTimeUnixNano: uint64.optional(),
  timeUnixNano: nanos,
  flags: uint32.optional(),
};

const numberPoint = z
  .object({
    ...pointOf,
    asDouble: double.optional(),
    asInt: int64.optional(),
    exemplars: list(exemplar).optional(),
  })
  .refine((point) => hasOneNumber(point) || isEmpty(point), 'must have either asDouble or asInt');

const distributionOf = {
  ...pointOf,
  // Protobuf omits a zero.
  count: uint64.default('0'),
  sum: double.optional(),
  exemplars: list(exemplar).optional(),
  min: double.optional(),
  max: double.optional(),
};

const histogramPoint = z
  .object({
    ...distributionOf,
    bucketCounts: list(uint64).optional(),
    explicitBounds: list(z.number()).optional(),
  })
  .superRefine(({ count, bucketCounts = [], explicitBounds = [] }, context) => {
    const fault = (message) => context.addIssue({ code: 'custom', message });
    if (explicitBounds.some((bound, index) => index > 0 && bound <= explicitBounds[index - 1])) {
      fault('explicitBounds must be strictly increasing');
    }
    if (bucketCounts.length === 0 && explicitBounds.length === 0) return;
    if (bucketCounts.length !== explicitBounds.length + 1) {
      fault('bucketCounts must be one longer than explicitBounds');
    }
    const total = bucketCounts.reduce((sum, bucket) => sum + BigInt(bucket), 0n);
    if (total !== BigInt(count)) fault(`bucketCounts add up to ${total}, but count is ${count}`);
  });

const buckets = z.object({ offset: int32.optional(), bucketCounts: list(uint64).optional() });
const exponentialPoint = z.object({
  ...distributionOf,
  scale: int32.optional(),
  zeroCount: uint64.optional(),
  zeroThreshold: double.optional(),
  positive: buckets.optional(),
  negative: buckets.optional(),
});

const quantile = z.object({ quantile: double.optional(), value: double.optional() });
const summaryPoint = z.object({
  ...pointOf,
  count: uint64.default('0'),
  sum: double.optional(),
  quantileValues: list(quantile).optional(),
});

const dataPoints = (point) => list(point).optional();
/** Delta or cumulative: "unspecified" is invalid. */
const aggregationTemporality = enumNumber(1, 2);

const metric = z
  .object({
    name: z.string().min(1),
    description: z.string().optional(),
    unit: z.string().optional(),
    metadata: attributes.optional(),
    gauge: z.object({ dataPoints: dataPoints(numberPoint) }).optional(),
    sum: z
      .object({
        dataPoints: dataPoints(numberPoint),
        aggregationTemporality,
        isMonotonic: z.boolean().optional(),
      })
      .optional(),
    histogram: z.object({ dataPoints: dataPoints(histogramPoint), aggregationTemporality }).optional(),
    exponentialHistogram: z
      .object({ dataPoints: dataPoints(exponentialPoint), aggregationTemporality })
      .optional(),
    summary: z.object({ dataPoints: dataPoints(summaryPoint) }).optional(),
  })
  .refine(
    ({ name, description, unit, metadata, ...data }) => exactlyOne(data),
    'must have exactly one of gauge, sum, histogram, exponentialHistogram and summary',
  );

function hasOneNumber({ asDouble, asInt }) {
  return (asDouble === undefined) !== (asInt === undefined);
}

function isEmpty({ asDouble, asInt, flags = 0 }) {
  return asDouble === undefined && asInt === undefined && (flags & NO_RECORDED_VALUE) !== 0;
}

/** `ExportMetricsServiceRequest`, as OTLP/JSON. */
export const metricsSchema = envelope('resourceMetrics', 'scopeMetrics', 'metrics', metric);
