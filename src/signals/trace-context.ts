import {
  type Context,
  createContextKey,
  isSpanContextValid,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import { createTraceState } from './trace-state.js';

const TRACEPARENT = 'traceparent';
const TRACESTATE = 'tracestate';
/** Of version 00 nothing may follow the flags; a later version may add to it. */
const PATTERN = /^\s?(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-.*)?\s?$/;

/** The key under which `@opentelemetry/core` marks a context in which nothing is traced: exporters use it. */
const SUPPRESSED = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');
export const isTracingSuppressed = (context: Context): boolean => context.getValue(SUPPRESSED) === true;

/**
 * W3C Trace Context as a propagator of OpenTelemetry's API.
 * @param isAllowed asked before each injection; false: no header is written. @default always
 * @see https://www.w3.org/TR/trace-context/
 */
export function createPropagator(isAllowed = () => true): TextMapPropagator {
  return {
    inject(context, carrier, setter) {
      const spanContext = trace.getSpanContext(context);
      if (!isAllowed() || !spanContext || isTracingSuppressed(context) || !isSpanContextValid(spanContext))
        return;
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
