export type Members = Record<PropertyKey, unknown>;

// As they are when this file is loaded: a polyfill that came before it is what the page's own calls are made of.
const { Request: LoadedRequest, Headers: LoadedHeaders } = globalThis;
const requestUrl = Object.getOwnPropertyDescriptor(LoadedRequest?.prototype ?? {}, 'url')?.get;

export const isObject = (value: unknown): value is Members =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** `input` if it is a Request, also of another frame or of a polyfill, and whatever has replaced the global. */
export function asRequest(input: unknown): Request | undefined {
  try {
    if (requestUrl) requestUrl.call(input);
    else if (!(input instanceof LoadedRequest)) return undefined;
    return input as Request;
  } catch {
    return undefined;
  }
}

/** The members of `init` in the order in which this browser reads them. */
let memberNames: readonly string[] | undefined;
function initMembers(): readonly string[] {
  if (!memberNames) {
    const order: string[] = [];
    const spy = new Proxy({}, { get: (_, key) => void order.push(String(key)) });
    try {
      new LoadedRequest('/', spy);
    } catch {
      // A page without a base URL; the members have been read by then.
    }
    memberNames = order;
  }
  return memberNames;
}

/** Whether an `init` has none of the members that the browser reads. */
export const isEmptyInit = (init: Members): boolean =>
  !initMembers().some((name) => init[name] !== undefined);

/** A member of an `init` that is handed on as it is: no getter of the caller's runs, except for the method's. */
export function peekMember(init: Members, name: string): unknown {
  for (let holder = init; holder; holder = Object.getPrototypeOf(holder)) {
    const own = Object.getOwnPropertyDescriptor(holder, name);
    if (own) return name === 'method' ? init[name] : own.value;
  }
  return undefined;
}

/**
 * A plain copy of a caller's `init`, for libraries beneath us to spread and to write to. Each member is read once, in the
 * browser's order; one that the caller's object inherits can be read from the copy, but is not listed. Throws what reading
 * throws.
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
  return Object.defineProperties({}, members);
}

/** The headers that a caller gave, as a copy of the same kind. */
export interface HeaderCopy {
  readonly value: unknown;
  /** @param name in lower case */
  get(name: string): unknown;
  add(name: string, value: string): void;
}

/**
 * Copies headers: a record stays a record, Headers stay Headers, and pairs stay pairs. Values stay what they are. Throws
 * what reading the caller's objects throws.
 * @returns undefined for what the native function refuses, and, if `isReadOnce`, for what can be read once only
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
 * A copy of a Request with these headers. A Request that is made with an `init` loses its referrer, unless that is given
 * again: https://fetch.spec.whatwg.org/#dom-request, step "If init is not empty".
 */
export const withHeaders = (request: Request, headers: unknown): Request => {
  const { referrer, referrerPolicy } = request;
  try {
    return new LoadedRequest(request, { referrer, referrerPolicy, headers: headers as HeadersInit });
  } catch {
    // Its body is used: the native function rejects it.
    return request;
  }
};
