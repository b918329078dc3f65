import { limitText } from '../record.js';

// Captured at load: the page may replace them.
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;
const { toString: objectText } = Object.prototype;
// Recognizes errors of any window without running their code; ECMAScript 2026: https://tc39.es/ecma262/#sec-error.iserror
const { isError: isNativeError } = Error as { isError?: (value: unknown) => boolean };

/** Maximum number of an object's keys that are listed. */
const MAX_KEYS = 20;
/** Maximum length of the name of an error or a class. */
export const MAX_NAME = 100;
/** Matches a key that a developer chose; other keys are data: ids, addresses, people's names. */
const KEY = /^[a-z_$][\w$-]{0,39}$/i;
/** Matches the name of a class that no minifier has shortened. */
const CLASS = /^[A-Z]\w{3,39}$/;

/** Returns a property's value if it is data. Does not run getters, which may be the page's. */
function dataOf(value: object | null, key: PropertyKey): unknown {
  for (let home = value, depth = 0; home && depth < MAX_KEYS; home = getPrototypeOf(home), depth++) {
    const property = getOwnPropertyDescriptor(home, key);
    if (property) return property.value;
  }
  return undefined;
}

/** Returns the kind of a value: `String`, `Null`, `Array`, `Response`, `Object`, or the app's class. */
export function kindOf(value: unknown): string {
  if (typeof value === 'function') return 'Function';
  if (typeof value !== 'object' || !value) return objectText.call(value).slice(8, -1);
  if (Array.isArray(value)) return 'Array';
  // From the prototype: the object's own properties of these names are data.
  const home = getPrototypeOf(value) as object | null;
  const tag = dataOf(home, Symbol.toStringTag);
  if (typeof tag === 'string') return tag.slice(0, MAX_NAME);
  const maker = dataOf(home, 'constructor');
  const name = typeof maker === 'function' && getOwnPropertyDescriptor(maker, 'name')?.value;
  return typeof name === 'string' && (CLASS.test(name) || name === 'Map') ? name : 'Object';
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether a value is an error; of a proxy it reads only the prototype. */
export const isErrorItself = (value: unknown): value is Error =>
  value instanceof Error || !!isNativeError?.(value);

/**
 * Whether a value is an error, also of another window, or parsed from JSON with a stack. An object that only has a message is
 * none: it may be anything, such as the body of a response.
 */
export function isError(value: unknown): value is Error {
  if (typeof value !== 'object' || !value) return false;
  try {
    // Its class, if it is of another window and the browser has no `Error.isError`.
    const inherited = dataOf(getPrototypeOf(value), 'name');
    return (
      isErrorItself(value) ||
      kindOf(value) === 'DOMException' ||
      (isText(dataOf(value, 'message')) &&
        (isText(dataOf(value, 'stack')) || (isText(inherited) && inherited.endsWith('Error'))))
    );
  } catch {
    // A revoked proxy.
    return false;
  }
}

/** Reads a property of any value; undefined if that throws. Runs getters, since classes of errors may define them. */
export function readMember(value: unknown, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Returns an error's name; for other values their kind. */
export function typeOf(value: unknown): string {
  try {
    const name = isError(value) && readMember(value, 'name');
    return name === false ? kindOf(value) : (isText(name) && name.slice(0, MAX_NAME)) || 'Error';
  } catch {
    return typeof value;
  }
}

/** Lists the keys of an object that a developer chose; `…` for others. */
const keysOf = (value: object): string => {
  const keys = ownKeys(value)
    .slice(0, MAX_KEYS + 1)
    .map((key, at) => (at < MAX_KEYS && isText(key) && KEY.test(key) ? key : '…'));
  return [...new Set(keys)].join(', ');
};

/**
 * Returns an error's message, a text, or a primitive as text. For an object returns its kind and keys without values, which may
 * be private and whose reading would run the page's getters, `toString` and `toJSON`. @example 'Object {config, data}'
 */
export function messageOf(value: unknown): string {
  try {
    if (isText(value)) return limitText(value);
    if (isError(value)) {
      const message = readMember(value, 'message') ?? '';
      return isError(message) ? typeOf(message) : messageOf(message);
    }
    const kind = kindOf(value);
    if (typeof value === 'function') return kind;
    if (typeof value !== 'object' || !value) return limitText(String(value));
    // The keys of other objects are data too: letters of a String, entries of a Storage, fields of a form.
    const isPlain = kind === 'Object' || typeof dataOf(value, Symbol.toStringTag) !== 'string';
    return isPlain && !/^(?:Array|String)$/.test(kind) && !ArrayBuffer.isView(value)
      ? `${kind} {${keysOf(value)}}`
      : kind;
  } catch {
    return 'unreadable';
  }
}
