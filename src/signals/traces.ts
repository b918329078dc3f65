import {
  type Attributes,
  type Context,
  type Span,
  type TextMapPropagator,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { SDK_INFO, TraceState, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, SamplingDecision } from '@opentelemetry/sdk-trace-web';
import { randomHex } from '../browser/random.js';
import type { SpanRecord } from '../record.js';

/** The decision for the session, made for every span anew: a page may live through several sessions. */
export interface Sampling {
  readonly isSampled: boolean;
  /** Whether what is sampled out is recorded all the same. */
  readonly isKept?: boolean;
  /** The member `ot` of `tracestate`; empty: none. */
  readonly traceState: string;
}

export interface TracesConfig {
  readonly resource: Attributes;
  readonly sample: () => Sampling;
  readonly onStart: (span: Span, parent: Context) => void;
  readonly onEnd: (span: SpanRecord) => void;
  readonly maxAttributes: number;
  readonly maxValueLength: number;
}

/** The version of the SDK inside. */
export const SDK_VERSION: string = SDK_INFO['telemetry.sdk.version'];

/** W3C Trace Context, given to nobody while that is not allowed. */
export function createPropagator(isAllowed = () => true): TextMapPropagator {
  const propagator = new W3CTraceContextPropagator();
  return {
    inject: (...args) => isAllowed() && propagator.inject(...args),
    extract: (...args) => propagator.extract(...args),
    fields: () => propagator.fields(),
  };
}

/** The SDK's Resource, of attributes that are all known at once: a tenth of the official one's bytes. */
const createResource = (attributes: Attributes): Resource => ({
  attributes,
  getRawAttributes: () => Object.entries(attributes),
  merge: (other) => createResource({ ...attributes, ...(other?.attributes as Attributes) }),
});

/** The official SDK's tracer provider; the only file that knows it. */
export function createTraces(config: TracesConfig): TracerProvider {
  const done = () => Promise.resolve();
  return new BasicTracerProvider({
    resource: createResource(config.resource),
    sampler: {
      shouldSample(parent) {
        const { isSampled, isKept, traceState } = config.sample();
        const inherited = trace.getSpanContext(parent)?.traceState ?? new TraceState();
        return {
          decision: isSampled
            ? SamplingDecision.RECORD_AND_SAMPLED
            : isKept
              ? SamplingDecision.RECORD
              : SamplingDecision.NOT_RECORD,
          ...(traceState && { traceState: inherited.set('ot', traceState) }),
        };
      },
      toString: () => 'otel-rum session sampler',
    },
    idGenerator: { generateTraceId: () => randomHex(16), generateSpanId: () => randomHex(8) },
    spanLimits: {
      attributeCountLimit: config.maxAttributes,
      attributeValueLengthLimit: config.maxValueLength,
    },
    spanProcessors: [{ onStart: config.onStart, onEnd: config.onEnd, forceFlush: done, shutdown: done }],
  });
}
