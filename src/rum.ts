import {
  type Attributes,
  INVALID_SPAN_CONTEXT,
  type Span,
  type SpanOptions,
  trace,
} from '@opentelemetry/api';
import type { Consent } from './context/consent.js';
import type { User } from './context/user.js';
import type { Report } from './diagnostics/report.js';
import type { ErrorDetails } from './instrumentation.js';
import type { LogDetails, TraceContext } from './record.js';

/** The state of the page's otel-rum. */
export interface RumStatus {
  readonly serviceName: string;
  /** Base URL of the exports. */
  readonly endpoint: string;
  readonly consent: Consent;
  /** Whether the session's spans and events are sent; metrics always are. */
  readonly isSampled: boolean;
  /** Records that wait to be sent, and their bytes. */
  readonly waiting: { readonly records: number; readonly bytes: number };
}

/** The running otel-rum, as an app uses it. No method throws. */
export interface Rum {
  /**
   * Reports an error as an `exception` event. An error object that several handlers report within a second is one event. For a value
   * that is no error, only its kind and its keys are sent, no values.
   * @example try { … } catch (error) { rum.captureError(error, { attributes: { 'cart.size': 3 } }) }
   */
  captureError(error: unknown, details?: ErrorDetails): void;
  /** Records an event: a log record with this name. @example rum.addEvent('checkout.completed', { 'cart.value': 42.5 }) */
  addEvent(name: string, attributes?: Attributes): void;
  /** Records a log. @example rum.log('the cart was restored', { level: 'warn', attributes: { 'cart.size': 3 } }) */
  log(text: string, details?: LogDetails): void;
  /**
   * Records a duration: a span from `start` until now, child of the active span or user action.
   * @param start page time in milliseconds, as `performance.now()` or a mark's `startTime`; or a `Date`
   * @example rum.recordDuration('map.ready', performance.mark('map').startTime)
   */
  recordDuration(name: string, start: number | Date, attributes?: Attributes): void;
  /**
   * Starts a span, child of the active span or user action; call its `end()`. Before `initRum()`, and if otel-rum does not run, the
   * span records nothing.
   * @example const span = rum.startSpan('upload', { attributes: { 'file.size': file.size } });
   */
  startSpan(name: string, options?: SpanOptions): Span;
  /**
   * Runs a function within a span, which ends when the function returns or its promise settles; an error sets the span's status and
   * is rethrown. After a native `await` the span is no longer active: pass it on, or use `startSpan` afterwards.
   * @returns the function's result; for a promise, another one that settles alike
   * @example const cart = await rum.withSpan('restore cart', () => loadCart());
   */
  withSpan<R>(name: string, fn: (span: Span) => R): R;
  withSpan<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
  /**
   * Returns the session id, 32 hex digits, to show to the user or to pass to another tool. It changes with the session, so read it
   * when you need it.
   * @returns undefined before `initRum()`, if otel-rum does not run, and while consent is denied
   */
  getSessionId(): string | undefined;
  /**
   * Returns ids and trace headers of the active span or the open user action, for what otel-rum does not trace, such as messages of
   * a WebSocket. @returns undefined if there is no span, or consent is denied
   */
  getTraceContext(): TraceContext | undefined;
  /**
   * Sets the user for later telemetry; `null` clears it. `id`, `name`, `fullName`, `email`, `hash`, `roles` and `attributes` are
   * kept, in memory only; other keys are dropped with a warning. @example rum.setUser({ id: 'u-4711' })
   */
  setUser(user: User | null): void;
  /** Adds attributes to every later span and event; undefined removes one. */
  setAttributes(attributes: Attributes): void;
  /** Sets the route of the current page view. @example rum.setRoute('/movies/:id') */
  setRoute(template: string): void;
  /**
   * Sets the user's consent. `granted`: records that wait in memory are sent. `pending`: records wait, nothing is stored. `denied`:
   * they are dropped, stored ones are deleted, and requests have no trace headers. Any other value counts as `pending`, unless
   * consent was denied.
   */
  setConsent(consent: Consent): void;
  /** Returns the state of otel-rum; undefined before `initRum()`, and where otel-rum does not run. */
  getStatus(): RumStatus | undefined;
  /**
   * Calls back with what otel-rum reports of its own work: each record, each batch and its answer, trace headers, warnings. It may
   * be called before `initRum()`. A listener that throws is ignored. @returns a function that stops it
   */
  observe(listener: (report: Report) => void): () => void;
  /** Sends queued records; resolves when the collector has answered, and never rejects. */
  flush(): Promise<void>;
  /** Sends queued records, removes every patch and listener, and unregisters from the OpenTelemetry API. */
  shutdown(): Promise<void>;
}

/** Methods without a result, which can be queued. */
export const BUFFERED = [
  'captureError',
  'addEvent',
  'log',
  'recordDuration',
  'setUser',
  'setAttributes',
  'setRoute',
  'setConsent',
] as const;

/** Methods with a result; before `initRum()` they return that of the inert Rum. */
export const ANSWERED = [
  'startSpan',
  'withSpan',
  'getSessionId',
  'getTraceContext',
  'getStatus',
  'flush',
  'shutdown',
] as const;

const nothing = () => {};
const settled = () => Promise.resolve();
const noSpan = () => trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Does nothing: on a server, if otel-rum is disabled, and if its options are invalid. */
export const inertRum = {
  ...Object.fromEntries([...BUFFERED, ...ANSWERED].map((verb) => [verb, nothing])),
  startSpan: noSpan,
  withSpan(...args: unknown[]) {
    const fn = args.pop();
    return typeof fn === 'function' ? fn(noSpan()) : undefined;
  },
  observe: () => nothing,
  flush: settled,
  shutdown: settled,
} as unknown as Rum;
