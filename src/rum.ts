import {
  type Attributes,
  INVALID_SPAN_CONTEXT,
  type Span,
  type SpanOptions,
  trace,
} from '@opentelemetry/api';
import type { Consent } from './context/consent.js';
import { kindOf } from './context/thrown.js';
import type { User } from './context/user.js';
import type { ErrorDetails } from './instrumentation.js';
import type { LogDetails, TraceContext } from './record.js';

/** What an app does with otel-rum once it runs. No method throws. */
export interface Rum {
  /**
   * Reports an error as an `exception` event. An error object that several handlers report at once is one event. Of a value that is
   * no error its kind and the names of its keys are sent, no values.
   * @example try { … } catch (error) { rum.captureError(error, { attributes: { 'cart.size': 3 } }) }
   */
  captureError(error: unknown, details?: ErrorDetails): void;
  /** Records an event: a log record with this name. @example rum.addEvent('checkout.completed', { 'cart.value': 42.5 }) */
  addEvent(name: string, attributes?: Attributes): void;
  /** Records a log. @example rum.log('the cart was restored', { level: 'warn', attributes: { 'cart.size': 3 } }) */
  log(text: string, details?: LogDetails): void;
  /**
   * Records how long something took: a span from `start` until now, child of the active span or user action.
   * @param start page time in milliseconds, as `performance.now()` or a mark's `startTime`; or a `Date`
   * @example rum.recordDuration('map.ready', performance.mark('map').startTime)
   */
  recordDuration(name: string, start: number | Date, attributes?: Attributes): void;
  /**
   * Starts a span, child of the active span or user action; call its `end()`. Before `initRum()`, and where otel-rum does not run,
   * the span records nothing.
   * @example const span = rum.startSpan('upload', { attributes: { 'file.size': file.size } });
   */
  startSpan(name: string, options?: SpanOptions): Span;
  /**
   * Runs a function within a span, which ends when the function returns or its promise settles; an error fails the span, and
   * is thrown on. After a native `await` the span is no longer the active one: pass it on, or use `startSpan` for what follows.
   * @returns what the function returns; of a promise another that settles alike
   * @example const cart = await rum.withSpan('restore cart', () => loadCart());
   */
  withSpan<R>(name: string, fn: (span: Span) => R): R;
  withSpan<R>(name: string, options: SpanOptions, fn: (span: Span) => R): R;
  /**
   * Returns the id of the session, 32 hex digits: to show to the user, or to pass to another tool. It changes with the session, so
   * it is to be read when it is needed.
   * @returns undefined before `initRum()`, where otel-rum does not run, and while consent is denied
   */
  getSessionId(): string | undefined;
  /**
   * Returns the active span's ids and trace headers, or those of the open user action: for what otel-rum does not trace, as
   * messages of a WebSocket. @returns undefined if there is no span, or consent is denied
   */
  getTraceContext(): TraceContext | undefined;
  /**
   * Sets the user for later telemetry; `null` clears it. `id`, `name`, `fullName`, `email`, `hash`, `roles` and `attributes` are
   * kept, in memory only; other keys are dropped with a warning. @example rum.setUser({ id: 'u-4711' })
   */
  setUser(user: User | null): void;
  /** Adds attributes to every span and event that follows; a value of undefined takes one away. */
  setAttributes(attributes: Attributes): void;
  /** Names the route of the page view in progress. @example rum.setRoute('/movies/:id') */
  setRoute(template: string): void;
  /**
   * Sets what the user allows. `granted`: all that waits in memory leaves. `pending`: it waits, nothing is stored.
   * `denied`: it is dropped, what was stored is deleted, and requests carry no trace headers. Any other value counts as `pending`,
   * unless consent was denied.
   */
  setConsent(consent: Consent): void;
  /** Sends what waits; settles when it has been answered, and never rejects. */
  flush(): Promise<void>;
  /** Sends what waits, takes every patch and listener back, and gives the OpenTelemetry API's globals back. */
  shutdown(): Promise<void>;
}

/** Verbs without an answer: they can wait. */
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

/** Verbs with an answer: before there is a Rum they give that of the inert one. */
export const ANSWERED = [
  'startSpan',
  'withSpan',
  'getSessionId',
  'getTraceContext',
  'flush',
  'shutdown',
] as const;

type AnyVerb = (...args: unknown[]) => never;

const nothing = () => {};
const settled = () => Promise.resolve();
const noSpan = () => trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Does nothing: on a server, where otel-rum is disabled, and where its options are unusable. */
export const inertRum = {
  ...Object.fromEntries([...BUFFERED, ...ANSWERED].map((verb) => [verb, nothing])),
  startSpan: noSpan,
  withSpan: (...args: AnyVerb[]) => args.pop()?.(noSpan()),
  flush: settled,
  shutdown: settled,
} as unknown as Rum;

/** Verbs whose first argument is a text; without one they do what the inert Rum does. */
const NAMED = ['addEvent', 'log', 'recordDuration', 'setRoute', 'startSpan', 'withSpan'] as const;

/** Returns the same Rum, whose verbs warn of arguments that OpenTelemetry cannot hold, once each. */
export function checkArguments(rum: Rum, warn: (text: string) => void): Rum {
  const checked = (call: string, attributes: Attributes = {}): Attributes => {
    for (const [key, value] of Object.entries(attributes ?? {})) {
      const kind = kindOf(value);
      if (/^(?:Null|Date|BigInt|Function|Symbol)$/.test(kind))
        warn(`${call}: attribute '${key}' is a ${kind}: it is sent as text, or dropped`);
    }
    if (typeof attributes === 'object' && attributes) return attributes;
    warn(`${call}: attributes must be an object`);
    return {};
  };
  const detailed = <T extends { attributes?: Attributes }>(call: string, details: T | undefined) => ({
    ...(details as T),
    attributes: checked(call, details?.attributes),
  });
  const result: Rum = {
    ...rum,
    captureError: (error, details) => rum.captureError(error, detailed('captureError', details)),
    addEvent: (name, attributes) => rum.addEvent(name, checked(`addEvent('${name}')`, attributes)),
    log: (text, details) => rum.log(text, detailed('log', details)),
    recordDuration(name, start, attributes) {
      if (Number(start) >= 0) rum.recordDuration(name, Number(start), checked('recordDuration', attributes));
      else warn(`recordDuration('${name}') needs a time, but got ${start}`);
    },
    setAttributes: (attributes) => rum.setAttributes(checked('setAttributes', attributes)),
  };
  for (const verb of NAMED) {
    const inner = result[verb] as AnyVerb;
    result[verb] = (name: unknown, ...rest: unknown[]) => {
      const isNamed = name && typeof name === 'string';
      if (!isNamed) warn(`${verb} needs a text first, but got ${typeof name}`);
      return (isNamed ? inner : (inertRum[verb] as AnyVerb))(name, ...rest);
    };
  }
  return result;
}
