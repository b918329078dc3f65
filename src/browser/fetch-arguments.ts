type Members = Record<PropertyKey, unknown>;

// As they are when this file is loaded: a polyfill that came before it is what the page's own calls are made of.
const { Request: LoadedRequest, Headers: LoadedHeaders } = globalThis;
const requestUrl = Object.getOwnPropertyDescriptor(LoadedRequest?.prototype ?? {}, 'url')?.get;

const isObject = (value: unknown): value is Members =>
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
 * browser's order; one that the caller's object inherits can be read from the copy, but is not listed. If reading throws,
 * reading the copy throws the same.
 */
export function copyInit(init: Members): Members {
  const copy: Members = {};
  const values = new Map<PropertyKey, unknown>();
  let failed: (() => void) | undefined;
  for (const name of initMembers()) {
    try {
      values.set(name, init[name]);
    } catch (error) {
      failed = () => throwAt(copy, name, error);
      break;
    }
  }
  const define = (key: PropertyKey, value: unknown, enumerable: boolean | undefined) =>
    Reflect.defineProperty(copy, key, {
      value,
      enumerable: !!enumerable,
      writable: true,
      configurable: true,
    });
  for (const key of Reflect.ownKeys(init)) {
    const own = Reflect.getOwnPropertyDescriptor(init, key);
    if (values.has(key)) define(key, values.get(key), own?.enumerable);
    else if (own?.get || own?.set) Reflect.defineProperty(copy, key, { ...own, configurable: true });
    else define(key, own?.value, own?.enumerable);
    values.delete(key);
  }
  for (const [name, value] of values) if (value !== undefined) define(name, value, false);
  failed?.();
  return copy;
}

/** Makes reading a member of our copy throw what reading the caller's object threw. */
export const throwAt = (copy: Members, name: string, error: unknown): boolean =>
  Reflect.defineProperty(copy, name, {
    get() {
      throw error;
    },
    enumerable: true,
    configurable: true,
  });

/** The headers that a caller gave, as a copy of the same kind. */
export interface HeaderCopy {
  readonly value: unknown;
  /** Whether reading them has used up what the caller gave: the copy must be handed on. */
  readonly isUsedUp: boolean;
  /** @param name in lower case */
  get(name: string): unknown;
  add(name: string, value: string): void;
}

const isHeaders = (value: object) =>
  value instanceof LoadedHeaders || Object.prototype.toString.call(value) === '[object Headers]';

/**
 * Copies headers: a record stays a record, Headers stay Headers, and pairs stay pairs. Values stay what they are. Throws
 * what reading the caller's objects throws.
 * @returns undefined for what the native function refuses, and, if `isReadOnce`, for what can be read once only
 */
export function copyHeaders(given: unknown = {}, isReadOnce = false): HeaderCopy | undefined {
  if (!isObject(given)) return undefined;
  const iterator = given[Symbol.iterator] as (() => Iterator<unknown>) | null | undefined;
  if (iterator === undefined || iterator === null) {
    const value = { ...given };
    const find = (name: string) => {
      for (const key of Object.keys(value)) if (key.toLowerCase() === name) return value[key];
      return undefined;
    };
    const add = (name: string, text: string) => {
      value[name] = text;
    };
    return { value, isUsedUp: false, get: find, add };
  }
  if (isHeaders(given)) {
    const value = new LoadedHeaders(given as unknown as Headers);
    return {
      value,
      isUsedUp: false,
      get: (name) => value.get(name) ?? undefined,
      add: (name, text) => value.set(name, text),
    };
  }
  const isUsedUp = !Array.isArray(given);
  if (isUsedUp && isReadOnce) return undefined;
  const value: unknown[] = [];
  for (const pair of { [Symbol.iterator]: () => iterator.call(given) })
    value.push(Array.isArray(pair) || !isObject(pair) ? pair : [...(pair as unknown as Iterable<unknown>)]);
  return {
    value,
    isUsedUp,
    get(name) {
      for (const pair of value)
        if (Array.isArray(pair) && typeof pair[0] === 'string' && pair[0].toLowerCase() === name)
          return pair[1];
      return undefined;
    },
    add: (name, text) => void value.push([name, text]),
  };
}

/**
 * A copy of a Request with these headers. A Request that is made with an `init` loses its referrer, unless that is given
 * again: https://fetch.spec.whatwg.org/#dom-request, step "If init is not empty".
 */
export const withHeaders = (request: Request, headers: unknown): Request =>
  new LoadedRequest(request, { ...referrerOf(request), headers: headers as HeadersInit });

/** What an `init` must repeat of a Request that would keep it without one. */
export const referrerOf = ({ referrer, referrerPolicy }: Request) => ({ referrer, referrerPolicy });
