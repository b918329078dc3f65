import { type Attributes, type Context, type Span, type TraceState, type TracerProvider } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, SamplingDecision } from '@opentelemetry/sdk-trace-web';
import type { SpanRecord } from '../record.js';

/** The decision for the session, made for every span anew: a page may live through several sessions. */
export interface Sampling {
  readonly isSampled: boolean;
  readonly traceState: TraceState | undefined;
}

export interface TracesConfig {
  readonly resource: Attributes;
  readonly sample: (parent: Context) => Sampling;
  readonly onStart: (span: Span, parent: Context) => void;
  readonly onEnd: (span: SpanRecord) => void;
  readonly maxAttributes: number;
  readonly maxValueLength: number;
}

/** The official SDK's tracer provider; the only file that knows it. */
export function createTraces(config: TracesConfig): TracerProvider {
  const done = () => Promise.resolve();
  return new BasicTracerProvider({
    resource: resourceFromAttributes(config.resource),
    sampler: {
      shouldSample(parent) {
        const { isSampled, traceState } = config.sample(parent);
        return {
          decision: isSampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
          ...(traceState && { traceState }),
        };
      },
      toString: () => 'otel-rum session sampler',
    },
    spanLimits: { attributeCountLimit: config.maxAttributes, attributeValueLengthLimit: config.maxValueLength },
    spanProcessors: [{ onStart: config.onStart, onEnd: config.onEnd, forceFlush: done, shutdown: done }],
  });
}
