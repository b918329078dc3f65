import type {
  Attributes,
  Context,
  Meter,
  MeterProvider,
  Span,
  Tracer,
  TracerProvider,
  TraceState,
} from '@opentelemetry/api';
import type { Clock } from './browser/clock.js';
import type { UserActions } from './causality/user-action.js';
import type { PageContext } from './context/page-view.js';
import type { Propagation } from './context/propagation.js';
import type { UrlTemplate } from './context/url-template.js';
import type { Guard } from './diagnostics/guard.js';
import type { AnyValue, SpanRecord } from './record.js';

/** Undoes all that a setup did. */
export type Teardown = () => void;

/** A source of telemetry: a plain object, made by a factory. */
export interface Instrumentation {
  /** A later one of the same name replaces an earlier one. @example 'fetch' */
  readonly name: string;
  // biome-ignore lint/suspicious/noConfusingVoidType: a setup with nothing to undo returns nothing
  setup(context: InstrumentationContext): Teardown | void;
}

/** A log record, or, with `eventName`, an event: the part of OpenTelemetry's Logs API that its two packages share. */
export interface LogRecord {
  eventName?: string;
  /** As OpenTelemetry's TimeInput. @default now */
  timestamp?: number | Date | [number, number];
  observedTimestamp?: number | Date | [number, number];
  severityNumber?: number;
  severityText?: string;
  body?: AnyValue;
  attributes?: Record<string, AnyValue>;
  /** Whose span the record belongs to. @default the active context */
  context?: Context;
  /** An error whose type, message and stack become attributes. */
  exception?: unknown;
}

/** OpenTelemetry's Logger. */
export interface Logger {
  emit(record: LogRecord): void;
  enabled(): boolean;
}

/** OpenTelemetry's LoggerProvider. */
export interface LoggerProvider {
  getLogger(name: string, version?: string): Logger;
}

/** What is known of an error beside the error. */
export interface ErrorDetails {
  /** How it was caught. @default 'captureError' */
  mechanism?: string;
  /** Whether the app handled it. @default true */
  handled?: boolean;
  /** The components around the fault, from a framework. @default none */
  componentStack?: string;
  /** Further attributes of the event. @default {} */
  attributes?: Attributes;
}

/** What an instrumentation works with. */
export interface InstrumentationContext {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly meter: Meter;
  /** The providers behind the three, for what wants a scope of its own. */
  readonly providers: {
    readonly tracer: TracerProvider;
    readonly logger: LoggerProvider;
    readonly meter: MeterProvider;
  };
  /** The page view in progress. */
  readonly page: PageContext;
  /** The open user actions. */
  readonly actions: UserActions;
  readonly clock: Clock;
  /** The context that telemetry recorded now belongs to: the active one, or the open user action's. */
  activeContext(): Context;
  /** Wraps a function so that what it throws never reaches the page. */
  readonly guard: Guard;
  /** Reports an error; the same error object is reported once. */
  captureError(error: unknown, details?: ErrorDetails): void;
  /** Whether a URL is our own endpoint's or one of `ignoreUrls`. */
  isIgnoredUrl(url: string): boolean;
  /** Trace headers: for requests whose origin may have them, and from requests that have them. */
  readonly propagation: Propagation;
  /** Tells the app's developer something, with `debug: true` only. */
  debug(text: string, detail?: unknown): void;
  /** The low-cardinality template of a URL's path. */
  readonly urlTemplate: UrlTemplate;
  /**
   * Calls back in the page's last synchronous pass, before everything is sent; the page may go on after it, and often does
   * if it is only hidden.
   */
  onPageEnd(callback: (isLeft: boolean, isFrozen: boolean) => void): void;
}

/** Whether a span is recorded and sent, and the trace state that says so. */
export interface SpanDecision {
  readonly isSampled: boolean;
  /** Whether a span that is sampled out is recorded nevertheless. */
  readonly isKept: boolean;
  readonly traceState: TraceState | undefined;
}

/** What a tracer provider needs to feed the pipeline of otel-rum. */
export interface TracesConfig {
  readonly clock: Clock;
  readonly resource: Attributes;
  /** Attributes of a span, an event or a link at most. */
  readonly maxAttributes: number;
  /** Characters of an attribute's value at most. */
  readonly maxValueLength: number;
  /** The decision for the session, made for every span anew: a page may live through several sessions. */
  readonly decide: (parent: Context) => SpanDecision;
  readonly onStart: (span: Span, parent: Context) => void;
  readonly onEnd: (span: SpanRecord) => void;
}

/** Makes the tracer provider, as `otel-rum/sdk` does with the official one. */
export type CreateTraces = (config: TracesConfig) => TracerProvider;

/** The part of an official OpenTelemetry instrumentation that `fromOtel` needs. */
export interface OtelInstrumentation {
  readonly instrumentationName: string;
  setTracerProvider(provider: TracerProvider): void;
  setMeterProvider(provider: MeterProvider): void;
  setLoggerProvider?(provider: never): void;
  enable(): void;
  disable(): void;
}

/**
 * Plugs an official OpenTelemetry instrumentation in.
 * @param name the name that it takes; that of one of ours replaces ours. @default its own name
 * @example initRum({ …, instrumentations: (ours) => [...ours, fromOtel(new FetchInstrumentation(), 'fetch')] })
 */
export function fromOtel(
  instrumentation: OtelInstrumentation,
  name: string = instrumentation.instrumentationName,
): Instrumentation {
  return {
    name,
    setup({ providers }) {
      instrumentation.setTracerProvider(providers.tracer);
      instrumentation.setMeterProvider(providers.meter);
      instrumentation.setLoggerProvider?.(providers.logger as never);
      // Most of them enable themselves when they are made; a second enable() would patch twice.
      instrumentation.disable();
      instrumentation.enable();
      return () => instrumentation.disable();
    },
  };
}
