import {
  type Context,
  context as contextApi,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { randomHex } from '../browser/random.js';
import type { CreateTraces, SpanDecision } from '../instrumentation.js';
import type { Scope } from '../record.js';
import { RecordedSpan } from './span.js';
import { isTracingSuppressed } from './trace-context.js';
import { createTraceState } from './trace-state.js';
import { validSpanContext } from './valid-span-context.js';

/** The sampling decision of a session. */
export interface Sampling {
  readonly isSampled: boolean;
  /** Whether a span that is not sampled is recorded anyway. @default false */
  readonly isKept?: boolean;
  /** The `ot` member of `tracestate`; empty: none. */
  readonly traceState: string;
}

/** Converts a session's decision to a span's: adds the `ot` member to the parent's trace state. */
export const decideBy =
  (sample: () => Sampling) =>
  (parent: Context): SpanDecision => {
    const { isSampled, isKept = false, traceState: ot } = sample();
    const inherited = validSpanContext(parent)?.traceState;
    return {
      isSampled,
      isKept,
      traceState: ot ? (inherited ?? createTraceState()).set('ot', ot) : inherited,
    };
  };

/** Flag of W3C Trace Context Level 2: the whole trace id is random. https://www.w3.org/TR/trace-context-2/#random-trace-id-flag */
const RANDOM_TRACE_ID = 2;

type SpanFunction = (span: Span) => unknown;

/**
 * Creates OpenTelemetry's tracer provider on its API alone. It behaves like `@opentelemetry/sdk-trace-web`, with which its tests
 * compare it.
 * @see https://opentelemetry.io/docs/specs/otel/trace/sdk/
 */
export const createTraces: CreateTraces = (config) => {
  const startSpan = (scope: Scope, name: string, options: SpanOptions, given: Context): Span => {
    const parent = options.root ? trace.deleteSpan(given) : given;
    if (isTracingSuppressed(parent)) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    const parentSpanContext = validSpanContext(parent);
    const { isSampled, isKept, traceState } = config.decide(parent);
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
      config,
    });
    config.onStart(span, parent);
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
};
