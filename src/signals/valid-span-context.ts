import { type Context, isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api';

/** Returns the context of the span in a context; undefined if there is none, or its ids are invalid. */
export function validSpanContext(context: Context): SpanContext | undefined {
  const spanContext = trace.getSpanContext(context);
  return spanContext && isSpanContextValid(spanContext) ? spanContext : undefined;
}
