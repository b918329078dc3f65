import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { pageOrigin } from '../browser/location.js';
import { createPreloads } from '../browser/preloads.js';
import { matchesUrl, type UrlMatcher } from '../browser/url-matcher.js';
import { createRefusedHeaders, type RefusedHeaders } from './refused-headers.js';

/** Which requests get trace headers: see the option `propagateTo`. */
export type PropagateTo = readonly UrlMatcher[] | ((url: string) => boolean);

/** Trace headers, to and from requests. */
export interface Propagation {
  /** Whether a request to this URL may have headers. */
  reaches(url: URL): boolean;
  /** Headers to add to a request to this URL, sent in this context; none where it may not have them. */
  inject(url: URL, context: Context): Record<string, string>;
  /** The context that a `traceparent` names; the root context where it is invalid. W3C Trace Context, section 3.2. */
  extract(traceparent: string): Context;
  /** Whether a preloaded response waits for a GET of this URL: a request with headers might not get it. */
  takePreload(url: string): boolean;
  /** What the page has learned about servers that refuse the headers. */
  readonly refused: RefusedHeaders;
}

/** Entries of the `baggage` header, by key. */
export type Baggage = () => Record<string, string>;

/** W3C Baggage: values are percent-encoded; a key that is no token would spoil the header, and is left out. */
function baggageHeader(baggage: Baggage): string {
  try {
    return Object.entries(baggage())
      .filter(([key]) => /^[\w!#$%&'*+.^`|~-]+$/.test(key))
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join(',');
  } catch {
    // The app's callback threw, or gave what cannot be encoded: the trace must not be lost with it.
    return '';
  }
}

/** `traceparent`, `tracestate` and `baggage` go where `propagateTo` lets them: the page's own origin, if it is a list. */
export function createPropagation(
  propagator: TextMapPropagator,
  propagateTo: PropagateTo,
  baggage: Baggage,
): Propagation {
  const isFunction = typeof propagateTo === 'function';
  const included: UrlMatcher[] = [];
  const excluded: string[] = [];
  for (const matcher of isFunction ? [propagateTo] : propagateTo) {
    if (typeof matcher === 'string' && matcher.startsWith('!')) excluded.push(matcher.slice(1));
    else included.push(matcher);
  }
  const reaches = (url: URL) =>
    !matchesUrl(excluded, url.href) &&
    // An opaque origin (`null`) is nobody's: a header there would make a preflight that fails.
    ((!isFunction && url.origin === pageOrigin()) || matchesUrl(included, url.href));
  return {
    reaches,
    inject(url, context) {
      const headers: Record<string, string> = {};
      if (!reaches(url)) return headers;
      propagator.inject(context, headers, defaultTextMapSetter);
      const carried = headers.traceparent && baggageHeader(baggage);
      if (carried) headers.baggage = carried;
      return headers;
    },
    extract: (traceparent) => propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter),
    takePreload: createPreloads(),
    refused: createRefusedHeaders(),
  };
}
