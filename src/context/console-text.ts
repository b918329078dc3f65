/** Characters and arguments of one message at most. */
const MAX_LENGTH = 1_000;
const MAX_ARGUMENTS = 20;

/** By what it inherits from: that runs nothing of the page's. */
export const isError = (value: unknown): value is Error => value instanceof Error;

/**
 * Primitives and errors. What is in an object is neither read nor sent: it may be private, and reading it runs the page's
 * getters, proxies and `toString`, which the console itself does not.
 */
const textOf = (value: unknown): string => {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || !value) return String(value).slice(0, MAX_LENGTH);
  if (isError(value)) return `${value.name}: ${value.message}`;
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
  return [filled, ...rest.map(textOf)].join(' ').slice(0, MAX_LENGTH);
}
