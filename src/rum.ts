import type { Attributes } from '@opentelemetry/api';
import type { Consent } from './context/consent.js';
import { kindOf } from './context/thrown.js';
import type { User } from './context/user.js';
import type { ErrorDetails } from './instrumentation.js';

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
  /** Sets the user for later telemetry; `null` clears it. @example rum.setUser({ id: 'u-4711' }) */
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
  'setUser',
  'setAttributes',
  'setRoute',
  'setConsent',
] as const;

const nothing = () => {};
const settled = () => Promise.resolve();

/** Does nothing: on a server, where otel-rum is disabled, and where its options are unusable. */
export const inertRum = {
  ...Object.fromEntries(BUFFERED.map((verb) => [verb, nothing])),
  flush: settled,
  shutdown: settled,
} as unknown as Rum;

/** The same Rum, whose verbs warn of arguments that OpenTelemetry cannot hold, once each. */
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
  /** Whether a first argument is a text. */
  const isNamed = (call: string, name: unknown) => {
    if (name && typeof name === 'string') return true;
    warn(`${call} takes a text first, but got ${typeof name}`);
    return false;
  };
  return {
    ...rum,
    captureError: (error, details) =>
      rum.captureError(error, { ...details, attributes: checked('captureError', details?.attributes) }),
    addEvent(name, attributes) {
      if (isNamed('addEvent', name)) rum.addEvent(name, checked(`addEvent('${name}')`, attributes));
    },
    setAttributes: (attributes) => rum.setAttributes(checked('setAttributes', attributes)),
    setRoute(template) {
      if (isNamed('setRoute', template)) rum.setRoute(template);
    },
  };
}
