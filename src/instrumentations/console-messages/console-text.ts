import { isErrorItself } from '../../context/thrown.js';
import { limitText } from '../../record.js';

/** Characters and arguments of one message at most. */
const MAX_LENGTH = 1_000;
const MAX_ARGUMENTS = 20;
/** The word at the end, or a number of several groups: half a secret would pass for none where secrets are masked. */
const CUT_WORD = /[\d\s-]{0,24}\S{0,256}$/;

/** A text of an error. A getter is part of a class of errors, so it is run. */
const read = (error: Error, key: 'name' | 'message'): string => {
  try {
    const text: unknown = error[key];
    return typeof text === 'string' ? limitText(text) : '{…}';
  } catch {
    return '';
  }
};

/**
 * Primitives and errors. What is in an object is neither read nor sent: it may be private, and reading it runs the page's
 * getters, proxies and `toString`, which the console itself does not.
 */
const textOf = (value: unknown): string => {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || !value) return limitText(String(value));
  if (isErrorItself(value)) return `${read(value, 'name')}: ${read(value, 'message')}`;
  return Array.isArray(value) ? '[…]' : '{…}';
};

/** What a console message says, its placeholders filled in (WHATWG Console, 2.2.1). @example 'Saved 3 of {…}' */
export function consoleText(args: readonly unknown[]): string {
  const [first, ...rest] = args.slice(0, MAX_ARGUMENTS);
  const filled = textOf(first).replace(/%([%sdifoOc])/g, (placeholder, kind) => {
    if (kind === '%') return '%';
    if (typeof first !== 'string' || !rest.length) return placeholder;
    const value = textOf(rest.shift());
    // `%c` is followed by a style.
    return kind === 'c' ? '' : value;
  });
  const text = [filled, ...rest.map(textOf)].join(' ');
  return text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH).replace(CUT_WORD, '') : text;
}
