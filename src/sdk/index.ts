import type { Attributes, TracerProvider } from '@opentelemetry/api';
import {
  SamplingDecision,
  type SpanProcessor,
  type WebTracerConfig,
  WebTracerProvider,
} from '@opentelemetry/sdk-trace-web';
import type { CreateTraces, TracesConfig } from '../index.js';

/** Options of the official provider; resource and sampler are otel-rum's. */
export type SdkTracesOptions = Omit<WebTracerConfig, 'resource' | 'sampler'>;

/** Maximum number of calls of a span processor that are kept until `initRum()`. */
const MAX_EARLY_CALLS = 1_000;

type Resource = NonNullable<WebTracerConfig['resource']>;

/** Returns a resource whose attributes are all known synchronously. */
const resourceOf = (attributes: Attributes): Resource => ({
  attributes,
  getRawAttributes: () => Object.entries(attributes),
  merge: (other) => resourceOf({ ...attributes, ...(other?.attributes as Attributes) }),
});

type Call = (config: TracesConfig) => void;

/** Creates a span processor of the official SDK from otel-rum's pipeline, which sends and flushes by itself. */
const processorOf = (whenConnected: (call: Call) => void): SpanProcessor => ({
  onStart: (span, parent) => whenConnected((config) => config.onStart(span, parent)),
  onEnd: (span) => whenConnected((config) => config.onEnd(span)),
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
});

/**
 * Replaces otel-rum's tracer provider by the official `WebTracerProvider`, for apps that need the SDK's span processors or id
 * generators. otel-rum's pipeline (session, privacy, sampling, delivery) is a span processor of it. Requires the optional
 * peer `@opentelemetry/sdk-trace-web`.
 * @param options of the provider: `spanProcessors`, `idGenerator`, `spanLimits`. @default otel-rum's limits, nothing else
 * @example initRum({ …, traces: sdkTraces({ spanProcessors: [new MyProcessor()] }) })
 */
export const sdkTraces =
  ({ spanProcessors = [], spanLimits, ...options }: SdkTracesOptions = {}): CreateTraces =>
  (config) =>
    new WebTracerProvider({
      ...options,
      resource: resourceOf(config.resource),
      spanLimits: {
        attributeCountLimit: config.maxAttributes,
        attributeValueLengthLimit: config.maxValueLength,
        ...spanLimits,
      },
      sampler: {
        shouldSample(parent) {
          const { isSampled, isKept, traceState } = config.decide(parent);
          const notSampled = isKept ? SamplingDecision.RECORD : SamplingDecision.NOT_RECORD;
          return {
            decision: isSampled ? SamplingDecision.RECORD_AND_SAMPLED : notSampled,
            ...(traceState && { traceState }),
          };
        },
        toString: () => 'otel-rum session sampler',
      },
      // The pipeline is last, to receive what the app's processors have added.
      spanProcessors: [...spanProcessors, processorOf((call) => call(config))],
    });

/** A span processor with otel-rum's pipeline, for a provider that the app creates. */
export interface RumSpanProcessor extends SpanProcessor {
  /** Returns the value of the option `traces` for this provider. */
  of(provider: TracerProvider): CreateTraces;
}

/**
 * Returns a span processor for a `WebTracerProvider` that the app creates and registers itself, before `initRum()`. The provider's
 * own sampler decides which spans are sent. Up to 1,000 calls from before `initRum()` are kept.
 * @example
 * const processor = rumSpanProcessor();
 * const provider = new WebTracerProvider({ spanProcessors: [processor] });
 * provider.register({ contextManager: null, propagator: null }); // both are otel-rum's
 * initRum({ serviceName: 'shop', endpoint: '/otlp', traces: processor.of(provider) });
 */
export function rumSpanProcessor(): RumSpanProcessor {
  let connected: TracesConfig | undefined;
  const early: Call[] = [];
  const processor = processorOf((call) => {
    if (connected) call(connected);
    else if (early.length < MAX_EARLY_CALLS) early.push(call);
  });
  return {
    ...processor,
    of: (provider) => (config) => {
      connected = config;
      for (const call of early.splice(0)) call(config);
      return provider;
    },
  };
}
