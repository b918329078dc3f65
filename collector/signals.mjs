import { logsSchema } from './schema/logs.mjs';
import { metricsSchema } from './schema/metrics.mjs';
import { tracesSchema } from './schema/traces.mjs';

const recordsIn = (request, ...fields) =>
  fields.reduce((found, field) => found.flatMap((each) => each[field] ?? []), [request]);

const pointsIn = (metric) =>
  ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'].flatMap(
    (kind) => metric[kind]?.dataPoints ?? [],
  );

/**
 * The three signals of OTLP: the schema of a request, its message in protobuf, and a function that counts its records.
 *
 * @type {Record<'traces' | 'logs' | 'metrics', { schema: import('zod').ZodType, service: string,
 *   countRecords: (request: any) => number }>}
 */
export const signals = {
  traces: {
    schema: tracesSchema,
    service: 'opentelemetry.proto.collector.trace.v1.ExportTraceService',
    countRecords: (request) => recordsIn(request, 'resourceSpans', 'scopeSpans', 'spans').length,
  },
  logs: {
    schema: logsSchema,
    service: 'opentelemetry.proto.collector.logs.v1.ExportLogsService',
    countRecords: (request) => recordsIn(request, 'resourceLogs', 'scopeLogs', 'logRecords').length,
  },
  metrics: {
    schema: metricsSchema,
    service: 'opentelemetry.proto.collector.metrics.v1.ExportMetricsService',
    countRecords: (request) =>
      recordsIn(request, 'resourceMetrics', 'scopeMetrics', 'metrics').flatMap(pointsIn).length,
  },
};
