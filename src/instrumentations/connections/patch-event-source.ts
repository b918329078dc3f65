import type { Stop } from '../../browser/lifecycle.js';
import { patch } from '../../browser/patch.js';
import { patchConstructor } from './patch-constructor.js';

export type EventStream = EventSource;

/** `EventSource.CLOSED`. */
export const STREAM_CLOSED = 2;

/** Calls back with every EventSource that the page opens. */
export const onEventSource = (callback: (stream: EventStream) => void): Stop =>
  patchConstructor(globalThis, 'EventSource', callback);

/** Calls back when the page has closed an EventSource. */
export const onStreamClose = (callback: (stream: EventStream) => void): Stop =>
  patch(globalThis.EventSource?.prototype, 'close', (native, self, args) => {
    const result = Reflect.apply(native, self, args);
    callback(self as EventStream);
    return result;
  });

const METHOD = 'addEventListener';

/**
 * Calls back before the page adds a listener to an EventSource. The server chooses the type of each message, and only
 * listeners for that type receive it.
 */
export function beforeStreamListen(callback: (stream: EventStream, type: string) => void): Stop {
  const prototype = globalThis.EventSource?.prototype as object | undefined;
  // The method is inherited from EventTarget: patched there, it would be patched for every element of the page.
  const isInherited = !!prototype && !Object.getOwnPropertyDescriptor(prototype, METHOD);
  const unpatch = patch(prototype, METHOD, (native, self, args) => {
    if (typeof args[0] === 'string') callback(self as EventStream, args[0]);
    return Reflect.apply(native, self, args);
  });
  return () => {
    unpatch();
    const own = prototype && Object.getOwnPropertyDescriptor(prototype, METHOD);
    if (isInherited && own?.value === Reflect.get(Object.getPrototypeOf(prototype), METHOD))
      Reflect.deleteProperty(prototype, METHOD);
  };
}
