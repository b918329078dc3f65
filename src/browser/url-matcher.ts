import { pageOrigin, resolveUrl } from './location.js';

/**
 * Matches URLs. A string matches from the start up to a whole part: with a scheme, the URL (`https://api.example/v1`); as
 * `/path`, the page's own origin; otherwise a host and its path (`api.example`, `*.example/v1`; without a port, any port).
 * It never matches within a query. A function or a regular expression is applied to the whole URL.
 */
export type UrlMatcher = string | RegExp | ((url: string) => boolean);

/** Whether `text` starts with `start`, followed by its end or a new part. */
const beginsWith = (text: string, start: string): boolean =>
  text.startsWith(start) && (start.endsWith('/') || /^([/?#]|$)/.test(text.slice(start.length)));

function matchesText(url: string, text: string): boolean {
  if (/^[a-z][\w+.-]*:\/\//i.test(text)) return beginsWith(url, text);
  if (/^\/(?!\/)/.test(text)) return beginsWith(url, pageOrigin() + text);
  const parsed = resolveUrl(url);
  const [, name = '', path] = /^(?:\/\/)?([^/]*)(.*)$/.exec(text) ?? [];
  const host = name.toLowerCase();
  if (!parsed) return false;
  const isHost = host.startsWith('*.')
    ? parsed.hostname.endsWith(host.slice(1))
    : host === parsed.hostname || host === parsed.host;
  return isHost && beginsWith(parsed.pathname + parsed.search + parsed.hash, path || '/');
}

/** Whether one of the matchers matches. A matcher that throws does not match. */
export function matchesUrl(matchers: readonly UrlMatcher[], url: string): boolean {
  return matchers.some((matcher) => {
    try {
      if (typeof matcher === 'string') return matchesText(url, matcher);
      // search() ignores the `lastIndex` of a global expression: https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.search%
      if (typeof matcher !== 'function') return url.search(matcher) >= 0;
      const answer: unknown = matcher(url);
      // The promise of an async function does not match: it is true for every URL.
      return !!answer && !(answer as { then?: unknown }).then;
    } catch {
      return false;
    }
  });
}
