import type { Stop } from './lifecycle.js';
import { patch } from './patch.js';

export type Xhr = XMLHttpRequest;

/** `XMLHttpRequest.OPENED` and `.DONE`. */
export const XHR_OPENED = 1;
export const XHR_DONE = 4;

/** Calls `hook` before a method of every XMLHttpRequest. */
export function beforeXhr(
  method: 'open' | 'setRequestHeader' | 'send',
  hook: (xhr: Xhr, args: unknown[]) => void,
): Stop {
  return patch(globalThis.XMLHttpRequest?.prototype, method, (native, self, args) => {
    hook(self as Xhr, args);
    return Reflect.apply(native, self, args);
  });
}

const nativeSetHeader = globalThis.XMLHttpRequest?.prototype.setRequestHeader;

/** Sets a header past our own patch. */
export const setXhrHeader = (xhr: Xhr, name: string, value: string): void =>
  nativeSetHeader?.call(xhr, name, value);
