import type { Attributes } from '@opentelemetry/api';
import type { Consent } from './context/consent.js';
import type { User } from './context/user.js';
import type { ErrorDetails } from './instrumentation.js';

/** What an app does with otel-rum once it runs. No method throws. */
export interface Rum {
  /**
   * Reports an error as an `exception` event. The same error object is reported once.
   * @example try { … } catch (error) { rum.captureError(error, { attributes: { 'cart.size': 3 } }) }
   */
  captureError(error: unknown, details?: ErrorDetails): void;
  /** Records an event: a log record with this name. @example rum.addEvent('checkout.completed', { 'cart.value': 42.5 }) */
  addEvent(name: string, attributes?: Attributes): void;
  /** Sets the user of all that follows; null: nobody. @example rum.setUser({ id: 'u-4711' }) */
  setUser(user: User | null): void;
  /** Adds attributes to every span and event that follows; a value of undefined takes one away. */
  setAttributes(attributes: Attributes): void;
  /** Names the route of the page view in progress. @example rum.setRoute('/movies/:id') */
  setRoute(template: string): void;
  /**
   * Tells what the user allows. `granted`: all that waits in memory leaves. `pending`: it waits, nothing is stored.
   * `denied`: it is dropped, what was stored is deleted, and requests carry no trace headers.
   */
  setConsent(consent: Consent): void;
  /** Sends what waits; settles when it has been answered, and never rejects. */
  flush(): Promise<void>;
  /** Sends what waits, takes every patch and listener back, and gives the OpenTelemetry API's globals back. */
  shutdown(): Promise<void>;
}

const nothing = () => {};
const settled = () => Promise.resolve();

/** Does nothing: on a server, where otel-rum is disabled, and where its options are unusable. */
export const inertRum: Rum = {
  captureError: nothing,
  addEvent: nothing,
  setUser: nothing,
  setAttributes: nothing,
  setRoute: nothing,
  setConsent: nothing,
  flush: settled,
  shutdown: settled,
};
