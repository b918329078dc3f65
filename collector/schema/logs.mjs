import { z } from 'zod';
import {
  anyValue,
  attributesOf,
  enumNumber,
  envelope,
  noId,
  spanId,
  traceId,
  uint32,
  uint64,
} from './common.mjs';

const logRecord = z.object({
  // Zero or a missing time means unknown.
  timeUnixNano: uint64.optional(),
  observedTimeUnixNano: uint64.optional(),
  severityNumber: enumNumber(0, 24).optional(),
  severityText: z.string().optional(),
  body: anyValue.optional(),
  ...attributesOf,
  flags: uint32.optional(),
  traceId: z.union([noId, traceId], 'must be empty, or 32 hex digits and not all zero').optional(),
  spanId: z.union([noId, spanId], 'must be empty, or 16 hex digits and not all zero').optional(),
  eventName: z.string().optional(),
});

/** `ExportLogsServiceRequest`, as OTLP/JSON. */
export const logsSchema = envelope('resourceLogs', 'scopeLogs', 'logRecords', logRecord);
