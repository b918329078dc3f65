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
import type { Note } from './diagnostics/log.js';
import type { AnyValue, SpanRecord } from './record.js';

/** Undoes everything that a setup did. */
export type Teardown = () => void;

/** A source of telemetry: a plain object that a factory returns. */
export interface Instrumentation {
  /** A later one of the same name replaces an earlier one. @example 'fetch' */
  readonly name: string;
  // biome-ignore lint/suspicious/noConfusingVoidType: a setup with nothing to undo returns nothing
  setup(context: InstrumentationContext): Teardown | void;
}

/** A log record or, with `eventName`, an event: the common part of the two packages of OpenTelemetry's Logs API. */
export interface LogRecord {
  eventName?: string;
  /** An OpenTelemetry TimeInput. @default now */
  timestamp?: number | Date | [number, number];
  observedTimestamp?: number | Date | [number, number];
  severityNumber?: number;
  severityText?: string;
  body?: AnyValue;
  attributes?: Record<string, AnyValue>;
  /** Context whose span the record belongs to. @default the active context */
  context?: Context;
  /** Error whose type, message and stack become attributes. */
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

/** Details of an error. */
export interface ErrorDetails {
  /** How it was caught. @default 'captureError' */
  mechanism?: string;
  /** Whether the app handled it. @default true */
  handled?: boolean;
  /** Component stack from a framework. @default none */
  componentStack?: string;
  /** Further attributes of the event. @default {} */
  attributes?: Attributes;
}

/** Services for an instrumentation. */
export interface InstrumentationContext {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly meter: Meter;
  /** The providers of the three above, for instrumentations that need a scope of their own. */
  readonly providers: {
    readonly tracer: TracerProvider;
    readonly logger: LoggerProvider;
    readonly meter: MeterProvider;
  };
  /** The current page view. */
  readonly page: PageContext;
  /** The open user actions. */
  readonly actions: UserActions;
  readonly clock: Clock;
  /** Returns the context for telemetry recorded now: the active context, or the open user action's. */
  activeContext(): Context;
  /** Wraps a function so that its errors never reach the page. */
  readonly guard: Guard;
  /** Reports an error; the same error object is reported only once. */
  captureError(error: unknown, details?: ErrorDetails): void;
  /** Whether a URL is the endpoint's or matches `ignoreUrls`. */
  isIgnoredUrl(url: string): boolean;
  /** Writes and reads trace headers. */
  readonly propagation: Propagation;
  /**
   * Logs a text for the app's developer, with `debug: true` and for `rum.observe()`. A function that makes the text is not
   * called if neither is there.
   */
  debug(note: string | (() => Note), fault?: unknown): void;
  /** Returns the low-cardinality template of a URL's path. */
  readonly urlTemplate: UrlTemplate;
  /**
   * Calls back in the synchronous pass at page end, before everything is sent. The page may continue afterwards, and often does
   * if it is only hidden.
   */
  onPageEnd(callback: (isLeft: boolean, isFrozen: boolean) => void): void;
}

/** Whether a span is recorded and sent, and its trace state. */
export interface SpanDecision {
  readonly isSampled: boolean;
  /** Whether a span that is not sampled is recorded anyway. */
  readonly isKept: boolean;
  readonly traceState: TraceState | undefined;
}

/** Configuration of a tracer provider for otel-rum's pipeline. */
export interface TracesConfig {
  readonly clock: Clock;
  readonly resource: Attributes;
  /** Maximum number of attributes of a span, an event or a link. */
  readonly maxAttributes: number;
  /** Maximum length of an attribute's value. */
  readonly maxValueLength: number;
  /** Returns the session's decision; called for every span, since a page may outlive a session. */
  readonly decide: (parent: Context) => SpanDecision;
  readonly onStart: (span: Span, parent: Context) => void;
  readonly onEnd: (span: SpanRecord) => void;
}

/** Creates the tracer provider, as `otel-rum/sdk` does with the official one. */
export type CreateTraces = (config: TracesConfig) => TracerProvider;

/** The parts of an official OpenTelemetry instrumentation that `fromOtel` uses. */
export interface OtelInstrumentation {
  readonly instrumentationName: string;
  setTracerProvider(provider: TracerProvider): void;
  setMeterProvider(provider: MeterProvider): void;
  setLoggerProvider?(provider: never): void;
  enable(): void;
  disable(): void;
}

/**
 * Adapts an official OpenTelemetry instrumentation.
 * @param name its name here; the name of one of our instrumentations replaces ours. @default its own name
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
      // Most instrumentations enable themselves when they are created; a second enable() would patch twice.
      instrumentation.disable();
      instrumentation.enable();
      return () => instrumentation.disable();
    },
  };
}
