import { isErrorItself } from '../../context/thrown.js';
import { limitText } from '../../record.js';

/** Maximum length and number of arguments of a message. */
const MAX_LENGTH = 1_000;
const MAX_ARGUMENTS = 20;
/** Matches the word or the grouped number at the end: half a secret might not be recognized and masked. */
const CUT_WORD = /[\d\s-]{0,24}\S{0,256}$/;

/** Reads a text of an error. Runs getters, since classes of errors may define them. */
const read = (error: Error, key: 'name' | 'message'): string => {
  try {
    const text: unknown = error[key];
    return typeof text === 'string' ? limitText(text) : '{…}';
  } catch {
    return '';
  }
};

/**
 * Formats primitives and errors. Objects are neither read nor sent: their content may be private, and reading it runs the page's
 * getters, proxies and `toString`, which the console does not.
 */
const textOf = (value: unknown): string => {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || !value) return limitText(String(value));
  if (isErrorItself(value)) return `${read(value, 'name')}: ${read(value, 'message')}`;
  return Array.isArray(value) ? '[…]' : '{…}';
};

/** Formats a message like the console: https://console.spec.whatwg.org/#formatter. @example 'Saved 3 of {…}' */
export function consoleText(args: readonly unknown[]): string {
  const [first, ...rest] = args.slice(0, MAX_ARGUMENTS);
  const filled = textOf(first).replace(/%([%sdifoOc])/g, (placeholder, kind) => {
    if (kind === '%') return '%';
    if (typeof first !== 'string' || !rest.length) return placeholder;
    const value = textOf(rest.shift());
    // `%c` consumes a style.
    return kind === 'c' ? '' : value;
  });
  const text = [filled, ...rest.map(textOf)].join(' ');
  return text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH).replace(CUT_WORD, '') : text;
}
