/**
 * A URL matches a string that it begins with (`https://api.example/v1`, up to a whole part of the path), or, where the
 * string has no scheme, contains; an expression that it matches; a function that says so.
 */
export type UrlMatcher = string | RegExp | ((url: string) => boolean);

/** Whether `url` begins with `start`, and goes on with a new part: `https://api.example` is not `https://api.example.evil`. */
const beginsWith = (url: string, start: string): boolean =>
  url.startsWith(start) && (start.endsWith('/') || /^([/?#]|$)/.test(url.slice(start.length)));

/** Whether one of the matchers matches. Throws what a function among them throws. */
export function matchesUrl(matchers: readonly UrlMatcher[], url: string): boolean {
  return matchers.some((matcher) => {
    if (typeof matcher === 'string')
      return matcher.includes('://') ? beginsWith(url, matcher) : url.includes(matcher);
    // search() ignores the `lastIndex` of a global expression.
    return typeof matcher === 'function' ? matcher(url) : url.search(matcher) >= 0;
  });
}
