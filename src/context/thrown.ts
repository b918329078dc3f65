import { limitText } from '../record.js';

// As they were at load: the page may replace them.
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;
const { toString: objectText } = Object.prototype;
/** Tells errors of any window from other objects, without running anything of theirs (ECMAScript 2026). */
const { isError: isNativeError } = Error as { isError?: (value: unknown) => boolean };

/** Keys of one object that are named. */
const MAX_KEYS = 20;
/** The name of an error or a class is longer only when it is no name. */
const MAX_NAME = 100;
/** A key that someone wrote; another one is data: an id, an address, a person's name. */
const KEY = /^[a-z_$][\w$-]{0,39}$/i;
/** The name of a class, which no minifier has shortened. */
const CLASS = /^[A-Z]\w{3,39}$/;

/** A property's value when it is data: a getter may be the page's, so none is run. */
function dataOf(value: object | null, key: PropertyKey): unknown {
  for (let home = value, depth = 0; home && depth < MAX_KEYS; home = getPrototypeOf(home), depth++) {
    const property = getOwnPropertyDescriptor(home, key);
    if (property) return property.value;
  }
  return undefined;
}

/** What kind of thing this is: `String`, `Null`, `Array`, `Response`, `Object`, or the class of the app. */
export function kindOf(value: unknown): string {
  if (typeof value === 'function') return 'Function';
  if (typeof value !== 'object' || !value) return objectText.call(value).slice(8, -1);
  if (Array.isArray(value)) return 'Array';
  // What the object itself holds under these names is data.
  const home = getPrototypeOf(value) as object | null;
  const tag = dataOf(home, Symbol.toStringTag);
  if (typeof tag === 'string') return tag.slice(0, MAX_NAME);
  const maker = dataOf(home, 'constructor');
  const name = typeof maker === 'function' && getOwnPropertyDescriptor(maker, 'name')?.value;
  return typeof name === 'string' && (CLASS.test(name) || name === 'Map') ? name : 'Object';
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether this is an error, without asking a proxy for more than its prototype. */
export const isErrorItself = (value: unknown): value is Error =>
  value instanceof Error || !!isNativeError?.(value);

/**
 * Whether this is an error, also one of another window, or one that was sent as JSON and has a stack.
 * An object that only has a message is none: it may be anything, as the body of an answer.
 */
export function isError(value: unknown): value is Error {
  if (typeof value !== 'object' || !value) return false;
  try {
    // Its class, where it is of another window, and the browser has no `Error.isError`.
    const inherited = dataOf(getPrototypeOf(value), 'name');
    return (
      isErrorItself(value) ||
      kindOf(value) === 'DOMException' ||
      (isText(dataOf(value, 'message')) &&
        (isText(dataOf(value, 'stack')) || (isText(inherited) && inherited.endsWith('Error'))))
    );
  } catch {
    // A proxy that is revoked.
    return false;
  }
}

/** Reads an error's own property. A getter is part of a class of errors, so it is run. */
export function readError(error: Error, key: 'name' | 'message' | 'stack' | 'cause' | 'errors'): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** An error's name; of anything else its kind. */
export function typeOf(value: unknown): string {
  try {
    const name = isError(value) && readError(value, 'name');
    return name === false ? kindOf(value) : (isText(name) && name.slice(0, MAX_NAME)) || 'Error';
  } catch {
    return typeof value;
  }
}

/** The keys of an object that someone wrote; `…` for others. */
const keysOf = (value: object): string => {
  const keys = ownKeys(value)
    .slice(0, MAX_KEYS + 1)
    .map((key, at) => (at < MAX_KEYS && isText(key) && KEY.test(key) ? key : '…'));
  return [...new Set(keys)].join(', ');
};

/**
 * An error's message, a text, a primitive. Of an object its kind and the names of its keys, no values: they may be private, and
 * to read them runs the page's getters, `toString` and `toJSON`. @example 'Object {config, data}'
 */
export function messageOf(value: unknown): string {
  try {
    if (isText(value)) return limitText(value);
    if (isError(value)) {
      const message = readError(value, 'message') ?? '';
      return isError(message) ? typeOf(message) : messageOf(message);
    }
    const kind = kindOf(value);
    if (typeof value === 'function') return kind;
    if (typeof value !== 'object' || !value) return limitText(String(value));
    // The keys of others are data too: the letters of a String, the entries of a Storage, the fields of a form.
    const isPlain = kind === 'Object' || typeof dataOf(value, Symbol.toStringTag) !== 'string';
    return isPlain && !/^(?:Array|String)$/.test(kind) && !ArrayBuffer.isView(value)
      ? `${kind} {${keysOf(value)}}`
      : kind;
  } catch {
    return 'unreadable';
  }
}
