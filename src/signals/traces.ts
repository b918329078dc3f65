import {
  type Context,
  context as contextApi,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  type Span,
  SpanKind,
  type SpanOptions,
  TraceFlags,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import type { Clock } from '../browser/clock.js';
import { randomHex } from '../browser/random.js';
import type { Scope, SpanRecord } from '../record.js';
import { RecordedSpan, type SpanLimits } from './span.js';
import { isTracingSuppressed } from './trace-context.js';
import { createTraceState } from './trace-state.js';

/** The decision for the session, made for every span anew: a page may live through several sessions. */
export interface Sampling {
  readonly isSampled: boolean;
  /** Whether a span that is sampled out is recorded nevertheless. */
  readonly isKept?: boolean;
  /** The member `ot` of `tracestate`; empty: none. */
  readonly traceState: string;
}

export interface TracesConfig extends SpanLimits {
  readonly clock: Clock;
  readonly sample: () => Sampling;
  readonly onStart: (span: Span, parent: Context) => void;
  readonly onEnd: (span: SpanRecord) => void;
}

/** Level 2 of W3C Trace Context: all of the trace id is random. https://www.w3.org/TR/trace-context-2/#random-trace-id-flag */
const RANDOM_TRACE_ID = 2;

type SpanFunction = (span: Span) => unknown;

/**
 * OpenTelemetry's tracer provider on the API alone. It behaves as `@opentelemetry/sdk-trace-web` does, which is the
 * oracle of its tests.
 * @see https://opentelemetry.io/docs/specs/otel/trace/sdk/
 */
export function createTraces({ clock, sample, onStart, onEnd, ...limits }: TracesConfig): TracerProvider {
  const startSpan = (scope: Scope, name: string, options: SpanOptions, given: Context): Span => {
    const parent = options.root ? trace.deleteSpan(given) : given;
    if (isTracingSuppressed(parent)) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    const known = trace.getSpanContext(parent);
    const parentSpanContext = known && isSpanContextValid(known) ? known : undefined;
    const { isSampled, isKept, traceState: ot } = sample();
    const inherited = parentSpanContext?.traceState;
    const traceState = ot ? (inherited ?? createTraceState()).set('ot', ot) : inherited;
    const spanContext = {
      traceId: parentSpanContext?.traceId ?? randomHex(16),
      spanId: randomHex(8),
      traceFlags:
        (isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE) |
        ((parentSpanContext?.traceFlags ?? RANDOM_TRACE_ID) & RANDOM_TRACE_ID),
      ...(traceState && { traceState }),
    };
    if (!isSampled && !isKept) return trace.wrapSpanContext(spanContext);
    const span = new RecordedSpan({
      name,
      kind: options.kind ?? SpanKind.INTERNAL,
      spanContext,
      parentSpanContext,
      scope,
      startTime: options.startTime,
      attributes: options.attributes,
      links: options.links,
      limits,
      clock,
      onEnd,
    });
    onStart(span, parent);
    return span;
  };

  return {
    getTracer(name: string, version?: string): Tracer {
      const scope = { name, version };
      return {
        startSpan: (spanName, options = {}, parent = contextApi.active()) =>
          startSpan(scope, spanName, options, parent),
        startActiveSpan(spanName: string, ...args: unknown[]) {
          const fn = args.pop() as SpanFunction;
          const [options = {}, parent = contextApi.active()] = args as [SpanOptions?, Context?];
          const span = startSpan(scope, spanName, options, parent);
          return contextApi.with(trace.setSpan(parent, span), fn, undefined, span) as never;
        },
      };
    },
  };
}
