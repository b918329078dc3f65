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

/** Reads `readyState`, even if a subclass of the app shadows it. */
export const xhrState = reader('readyState');
/** Reads `status`, even if a subclass of the app shadows it. */
export const xhrStatus = reader('status');

/** Called after a method, with whether it threw. */
export type AfterXhr = (hasThrown: boolean) => void;

/** Calls `hook` before a method of every XMLHttpRequest, and the function that it returned after the method. */
export function aroundXhr(
  method: 'open' | 'setRequestHeader' | 'send',
  hook: (xhr: Xhr, args: unknown[]) => AfterXhr | undefined,
): Stop {
  return patch(prototype, method, (native, self, given) => {
    let args = given;
    if (method !== 'send') {
      // Names, values and URLs are converted to text once, as the native method would; a body is unchanged.
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

/** Sets a header without calling our own patch. */
export const setXhrHeader = (xhr: Xhr, name: string, value: string): void =>
  nativeSetHeader?.call(xhr, name, value);

/** A call of `fetch`. */
export interface FetchCall {
  readonly url: string;
  /** Whether a polyfill used an XHR to send it. */
  isByXhr?: boolean;
}
/** The call in progress. */
let fetchCall: FetchCall | undefined;
/** Removes the query: a polyfill may add a parameter against caches. */
const withoutQuery = (url: string) => url.split(/[?#]/, 1)[0];

/** Runs a call of `fetch`; an XHR to the same URL during the call is not a separate request. */
export function callFetch<T>(call: FetchCall, make: () => T): T {
  const outer = fetchCall;
  fetchCall = call;
  try {
    return make();
  } finally {
    fetchCall = outer;
  }
}
/** Whether an XHR to this URL that is sent now belongs to a `fetch`. */
export function isSentByFetch(url: string): boolean {
  if (!fetchCall || withoutQuery(fetchCall.url) !== withoutQuery(url)) return false;
  fetchCall.isByXhr = true;
  return true;
}
