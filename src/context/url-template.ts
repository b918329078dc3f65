/** Gives the low-cardinality template of a path. @example '/api/movies/42' → '/api/movies/{id}' */
export type UrlTemplate = (path: string) => string;

/** `:id` of a pattern, as OpenTelemetry writes it. */
const PARAMETER = /:(\w+)/g;
/** What identifies one thing rather than a kind of things: numbers, UUIDs and hashes, dates, e-mails, long tokens. */
const IDENTIFIER =
  /^(\d+|\d{4}-\d\d-\d\d.*|[\da-f]{8}-[\da-f]{4}-.*|(?=.*\d)[\da-f]{8,}|.*@.*|.*%40.*|(?=.*\d)[\w-]{16,}|[\w-]{32,}|[\w.~%+-]{48,})$/i;

/** Random letters without a digit: capitals that begin no word. Names in camel case have words after theirs. */
const RANDOM_LETTERS = /^(?=.*[a-z])(?=(?:.*?[A-Z](?![a-z]{2})){4})[\w-]{16,}$/;
const isIdentifier = (segment: string) => IDENTIFIER.test(segment) || RANDOM_LETTERS.test(segment);

/** Patterns of the app first; then every segment that looks like an identifier becomes `{id}`. */
export function createUrlTemplate(patterns: readonly string[]): UrlTemplate {
  const known = patterns.map((pattern) => ({
    template: pattern.replace(PARAMETER, '{$1}'),
    expression: new RegExp(
      `^${pattern
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(PARAMETER, '[^/]+')
        .replace(/\*/g, '.*')}/?$`,
    ),
  }));
  return (path) =>
    known.find(({ expression }) => expression.test(path))?.template ??
    path
      .split('/')
      .map((segment) => (isIdentifier(segment) ? '{id}' : segment))
      .join('/');
}
