import type { Stop } from './lifecycle.js';
import { patch } from './patch.js';

export type Xhr = XMLHttpRequest;

/** `XMLHttpRequest.OPENED`, `.HEADERS_RECEIVED` and `.DONE`. */
export const XHR_OPENED = 1;
export const XHR_HEADERS_RECEIVED = 2;
export const XHR_DONE = 4;

/** Calls `hook` before a method of every XMLHttpRequest, and what it returned where the method throws. */
export function beforeXhr(
  method: 'open' | 'setRequestHeader' | 'send',
  hook: (xhr: Xhr, args: unknown[]) => (() => void) | undefined,
): Stop {
  return patch(globalThis.XMLHttpRequest?.prototype, method, (native, self, args) => {
    const onThrow = hook(self as Xhr, args);
    try {
      return Reflect.apply(native, self, args);
    } catch (fault) {
      onThrow?.();
      throw fault;
    }
  });
}

const nativeSetHeader = globalThis.XMLHttpRequest?.prototype.setRequestHeader;

/** Sets a header past our own patch. */
export const setXhrHeader = (xhr: Xhr, name: string, value: string): void =>
  nativeSetHeader?.call(xhr, name, value);
