import type { Stop } from '../../browser/lifecycle.js';
import { patch } from '../../browser/patch.js';

export type Xhr = XMLHttpRequest;

/** `XMLHttpRequest.OPENED`, `.HEADERS_RECEIVED` and `.DONE`. */
export const XHR_OPENED = 1;
export const XHR_HEADERS_RECEIVED = 2;
export const XHR_DONE = 4;

const prototype = globalThis.XMLHttpRequest?.prototype;
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const reader = (name: 'readyState' | 'status') => {
  const get = Object.getOwnPropertyDescriptor(prototype ?? {}, name)?.get;
  return (xhr: Xhr): number => (get ? get.call(xhr) : xhr[name]);
};

/** `readyState`, past what a subclass of the app may have put over it. */
export const xhrState = reader('readyState');
/** `status`, likewise. */
export const xhrStatus = reader('status');

/** Called with whether the method has thrown. */
export type AfterXhr = (hasThrown: boolean) => void;

/** Calls `hook` before a method of every XMLHttpRequest, and what it returned after it. */
export function aroundXhr(
  method: 'open' | 'setRequestHeader' | 'send',
  hook: (xhr: Xhr, args: unknown[]) => AfterXhr | undefined,
): Stop {
  return patch(prototype, method, (native, self, given) => {
    let args = given;
    if (method !== 'send') {
      // Names, values and URLs become strings, once, as they would natively; a body stays what it is.
      args = [...given];
      for (const index of [0, 1]) if (isObject(args[index])) args[index] = `${args[index]}`;
    }
    const after = hook(self as Xhr, args);
    let hasThrown = true;
    try {
      const result = Reflect.apply(native, self, args);
      hasThrown = false;
      return result;
    } finally {
      after?.(hasThrown);
    }
  });
}

const nativeSetHeader = prototype?.setRequestHeader;

/** Sets a header past our own patch. */
export const setXhrHeader = (xhr: Xhr, name: string, value: string): void =>
  nativeSetHeader?.call(xhr, name, value);

/** A call of `fetch`. */
export interface FetchCall {
  readonly url: string;
  /** Whether a polyfill has sent it by an XHR. */
  isByXhr?: boolean;
}
/** The call that is being made at this moment. */
let fetchCall: FetchCall | undefined;
/** A polyfill may add a parameter to the query, against caches. */
const withoutQuery = (url: string) => url.split(/[?#]/, 1)[0];

/** Makes a call of `fetch`, during which an XHR to the same URL is no request of its own. */
export function callFetch<T>(call: FetchCall, make: () => T): T {
  const outer = fetchCall;
  fetchCall = call;
  try {
    return make();
  } finally {
    fetchCall = outer;
  }
}
/** Whether an XHR to this URL, sent now, is the request of a `fetch`. */
export function isSentByFetch(url: string): boolean {
  if (!fetchCall || withoutQuery(fetchCall.url) !== withoutQuery(url)) return false;
  fetchCall.isByXhr = true;
  return true;
}
