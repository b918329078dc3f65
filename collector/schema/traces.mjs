import { z } from 'zod';
import { attributesOf, enumNumber, envelope, nanos, noId, spanId, traceId, uint32 } from './common.mjs';
import { list } from './list.mjs';

const event = z.object({ timeUnixNano: nanos, name: z.string().min(1), ...attributesOf });

const link = z.object({
  traceId,
  spanId,
  traceState: z.string().optional(),
  ...attributesOf,
  flags: uint32.optional(),
});

const span = z.object({
  traceId,
  spanId,
  traceState: z.string().optional(),
  parentSpanId: z.union([noId, spanId], 'must be empty, or 16 hex digits and not all zero').optional(),
  flags: uint32.optional(),
  name: z.string().min(1),
  kind: enumNumber(0, 5).optional(),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  ...attributesOf,
  events: list(event).optional(),
  droppedEventsCount: uint32.optional(),
  links: list(link).optional(),
  droppedLinksCount: uint32.optional(),
  status: z.object({ message: z.string().optional(), code: enumNumber(0, 2).optional() }).optional(),
});

/** `ExportTraceServiceRequest`, as OTLP/JSON. */
export const tracesSchema = envelope('resourceSpans', 'scopeSpans', 'spans', span);
