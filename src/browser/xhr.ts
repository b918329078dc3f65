import type { Stop } from './lifecycle.js';
import { patch } from './patch.js';

export type Xhr = XMLHttpRequest;

/** `XMLHttpRequest.OPENED`, `.HEADERS_RECEIVED` and `.DONE`. */
export const XHR_OPENED = 1;
export const XHR_HEADERS_RECEIVED = 2;
export const XHR_DONE = 4;

const prototype = globalThis.XMLHttpRequest?.prototype;
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const getter = (name: 'readyState' | 'status') => Object.getOwnPropertyDescriptor(prototype ?? {}, name)?.get;
const readyState = getter('readyState');
const status = getter('status');

/** `readyState`, past what a subclass of the app may have put over it. */
export const xhrState = (xhr: Xhr): number => readyState?.call(xhr) ?? xhr.readyState;
/** `status`, likewise. */
export const xhrStatus = (xhr: Xhr): number => status?.call(xhr) ?? xhr.status;

/** Calls `hook` before a method of every XMLHttpRequest, and what it returned where the method throws. */
export function beforeXhr(
  method: 'open' | 'setRequestHeader' | 'send',
  hook: (xhr: Xhr, args: unknown[]) => (() => void) | undefined,
): Stop {
  return patch(prototype, method, (native, self, given) => {
    // Names, values and URLs become strings, once, as they would natively; a body stays what it is.
    const args =
      method === 'send' ? given : given.map((arg, index) => (index < 2 && isObject(arg) ? `${arg}` : arg));
    const onThrow = hook(self as Xhr, args);
    try {
      return Reflect.apply(native, self, args);
    } catch (fault) {
      onThrow?.();
      throw fault;
    }
  });
}

const nativeSetHeader = prototype?.setRequestHeader;

/** Sets a header past our own patch. */
export const setXhrHeader = (xhr: Xhr, name: string, value: string): void =>
  nativeSetHeader?.call(xhr, name, value);
