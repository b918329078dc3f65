import { type Context, createContextKey, type TextMapPropagator, trace } from '@opentelemetry/api';
import { createTraceState } from './trace-state.js';
import { validSpanContext } from './valid-span-context.js';

const TRACEPARENT = 'traceparent';
const TRACESTATE = 'tracestate';
/** Matches a `traceparent`. In version 00 nothing follows the flags; later versions may append fields. */
const PATTERN = /^\s?(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?\s?$/;

/** The key with which `@opentelemetry/core` marks a context without tracing; exporters use it. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
export const isTracingSuppressed = (context: Context): boolean => context.getValue(SUPPRESSED) === true;

/**
 * Creates a W3C Trace Context propagator for OpenTelemetry's API.
 * @param isAllowed called before each injection; if it returns false, no header is written. @default always
 * @see https://www.w3.org/TR/trace-context/
 */
export function createPropagator(isAllowed = () => true): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const spanContext = validSpanContext(context);
      if (!isAllowed() || !spanContext || isTracingSuppressed(context)) return;
      const { traceId, spanId, traceFlags, traceState } = spanContext;
      setter.set(carrier, TRACEPARENT, `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`);
      if (traceState) setter.set(carrier, TRACESTATE, traceState.serialize());
    },
    extract(context, carrier, getter) {
      const given = getter.get(carrier, TRACEPARENT);
      const [, version, traceId, spanId, flags, more] = PATTERN.exec(String([given].flat()[0])) ?? [];
      if (!traceId || !spanId || !flags || (version === '00' && more)) return context;
      const state = getter.get(carrier, TRACESTATE);
      return trace.setSpanContext(context, {
        traceId,
        spanId,
        traceFlags: Number.parseInt(flags, 16),
        isRemote: true,
        ...(state && { traceState: createTraceState(String(state)) }),
      });
    },
    fields: () => [TRACEPARENT, TRACESTATE],
  };
}
