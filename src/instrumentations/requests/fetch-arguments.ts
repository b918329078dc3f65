import { bare } from '../../browser/bare.js';

export type Members = Record<PropertyKey, unknown>;

// Captured at load: calls of the page use a polyfill that was loaded before.
const { Request: LoadedRequest, Headers: LoadedHeaders } = globalThis;
const requestUrl = Object.getOwnPropertyDescriptor(LoadedRequest?.prototype ?? {}, 'url')?.get;

export const isObject = (value: unknown): value is Members =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Returns `input` if it is a Request, also of another frame or a polyfill, even if the global was replaced. */
export function asRequest(input: unknown): Request | undefined {
  // Most inputs are texts, for which the getter would throw, and an exception costs more than the rest of the call.
  if (!isObject(input)) return undefined;
  try {
    if (requestUrl) requestUrl.call(input);
    else if (!(input instanceof LoadedRequest)) return undefined;
    return input as unknown as Request;
  } catch {
    return undefined;
  }
}

/** The members of `init`, in the order in which this browser reads them. */
let memberNames: readonly string[] | undefined;
function initMembers(): readonly string[] {
  if (!memberNames) {
    const order: string[] = [];
    const spy = new Proxy({}, { get: (_, key) => void order.push(String(key)) });
    try {
      new LoadedRequest('/', spy);
    } catch {
      // The page has no base URL; by now the members have been read.
    }
    memberNames = order;
  }
  return memberNames;
}

/** Whether `init` has none of the members that the browser reads. */
export const isEmptyInit = (init: Members): boolean =>
  !initMembers().some((name) => init[name] !== undefined);

/** Reads a member of an `init` that is passed on unchanged. Runs no getters of the caller, except for the method. */
export function peekMember(init: Members, name: string): unknown {
  for (let holder = init; holder; holder = Object.getPrototypeOf(holder)) {
    const own = Object.getOwnPropertyDescriptor(holder, name);
    if (own) return name === 'method' ? init[name] : own.value;
  }
  return undefined;
}

/**
 * Returns a plain copy of a caller's `init`, which other libraries may spread and write to. Each member is read once, in the
 * browser's order; inherited members can be read from the copy, but are not enumerable.
 * @throws errors of the caller's getters
 */
export function copyInit(
  init: Members,
  members: Record<PropertyKey, PropertyDescriptor> = Object.getOwnPropertyDescriptors(init),
): Members {
  for (const name of initMembers()) {
    const own = members[name];
    const value = init[name];
    if (own || value !== undefined)
      members[name] = { value, enumerable: !!own?.enumerable, writable: true, configurable: true };
  }
  for (const name of Reflect.ownKeys(members)) bare(members[name] as object);
  return Object.defineProperties({}, members);
}

/** A copy of a caller's headers, of the same kind. */
export interface HeaderCopy {
  readonly value: unknown;
  /** @param name in lower case */
  get(name: string): unknown;
  add(name: string, value: string): void;
}

/**
 * Copies headers: a record stays a record, Headers stay Headers, pairs stay pairs; values are unchanged.
 * @param isReadOnce returns undefined for an iterator, which can be read only once
 * @returns undefined also for what the native function refuses
 * @throws errors of the caller's objects
 */
export function copyHeaders(given: unknown = {}, isReadOnce = false): HeaderCopy | undefined {
  if (!isObject(given)) return undefined;
  const iterator = given[Symbol.iterator] as (() => Iterator<unknown>) | null | undefined;
  if (
    iterator &&
    (given instanceof LoadedHeaders || Object.prototype.toString.call(given) === '[object Headers]')
  ) {
    const value = new LoadedHeaders(given as unknown as Headers);
    return { value, get: (name) => value.get(name) ?? undefined, add: (name, text) => value.set(name, text) };
  }
  if (iterator && isReadOnce && !Array.isArray(given)) return undefined;
  const record = { ...(!iterator && given) };
  const pairs: unknown[] = [];
  if (iterator) {
    for (const pair of { [Symbol.iterator]: () => iterator.call(given) })
      pairs.push(Array.isArray(pair) || !isObject(pair) ? pair : [...(pair as unknown as Iterable<unknown>)]);
  }
  return {
    value: iterator ? pairs : record,
    get(name) {
      for (const pair of iterator ? pairs : Object.entries(record))
        if (Array.isArray(pair) && String(pair[0]).toLowerCase() === name) return pair[1];
      return undefined;
    },
    add(name, text) {
      if (iterator) pairs.push([name, text]);
      else record[name] = text;
    },
  };
}

/**
 * Returns a copy of a Request with these headers. It repeats the referrer, which a Request made with an `init` loses:
 * https://fetch.spec.whatwg.org/#dom-request, step "If init is not empty".
 */
export const withHeaders = (request: Request, headers: unknown): Request => {
  const { referrer, referrerPolicy } = request;
  try {
    return new LoadedRequest(request, { referrer, referrerPolicy, headers: headers as HeadersInit });
  } catch {
    // Its body was used: the native function rejects the request.
    return request;
  }
};
