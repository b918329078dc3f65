import type { Span, SpanContext } from '@opentelemetry/api';

/**
 * The part of `@opentelemetry/api` that works without a pipeline. The devtools' script has no other: it only watches otel-rum,
 * so it records no spans.
 */

export const INVALID_SPAN_CONTEXT: SpanContext = {
  traceId: '0'.repeat(32),
  spanId: '0'.repeat(16),
  // TraceFlags.NONE
  traceFlags: 0,
};

const CHAINED = [
  'setAttribute',
  'setAttributes',
  'addEvent',
  'addLink',
  'addLinks',
  'setStatus',
  'updateName',
] as const;

/** Creates a span that records nothing. */
export const wrapSpanContext = (spanContext: SpanContext): Span => {
  const span = {
    spanContext: () => spanContext,
    isRecording: () => false,
    end() {},
    recordException() {},
  } as unknown as Span;
  for (const method of CHAINED) span[method] = () => span;
  return span;
};

export const trace = { wrapSpanContext };
