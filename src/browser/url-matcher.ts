/** A URL matches when it contains the string, matches the expression, or the function says so. */
export type UrlMatcher = string | RegExp | ((url: string) => boolean);

/** Whether one of the matchers matches. Throws what a function among them throws. */
export function matchesUrl(matchers: readonly UrlMatcher[], url: string): boolean {
  return matchers.some((matcher) => {
    if (typeof matcher === 'string') return url.includes(matcher);
    // search() ignores the `lastIndex` of a global expression.
    return typeof matcher === 'function' ? matcher(url) : url.search(matcher) >= 0;
  });
}
