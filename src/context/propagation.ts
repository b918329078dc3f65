import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { pageOrigin } from '../browser/location.js';
import { harmless } from '../browser/natives.js';
import { createPreloads } from '../browser/preloads.js';
import { matchesUrl, type UrlMatcher } from '../browser/url-matcher.js';
import { createRefusedHeaders, type RefusedHeaders } from './refused-headers.js';

/** Requests that get trace headers, see the option `propagateTo`. */
export type PropagateTo = readonly UrlMatcher[] | ((url: string) => boolean);

/** Reads and writes trace headers of requests. */
export interface Propagation {
  /** Whether requests to this URL may have trace headers. */
  reaches(url: URL): boolean;
  /** Returns the headers for a request to this URL in this context; none if it may not have them. */
  inject(url: URL, context: Context): Record<string, string>;
  /** Parses a `traceparent`; the root context if it is invalid. https://www.w3.org/TR/trace-context/#traceparent-header */
  extract(traceparent: string): Context;
  /** Whether an unused preloaded response exists for a GET of this URL: a request with headers might not use it. */
  takePreload(url: string): boolean;
  /** Servers that refuse the headers. */
  readonly refused: RefusedHeaders;
}

/** Returns the entries of the `baggage` header. */
export type Baggage = () => Record<string, string>;

/** Limits up to which each receiver keeps all members: https://www.w3.org/TR/baggage/#limits */
const MAX_BAGGAGE_MEMBERS = 64;
const MAX_BAGGAGE_BYTES = 8_192;

/**
 * Formats W3C Baggage (https://www.w3.org/TR/baggage/): percent-encodes values, and drops members that are beyond the limits, have a
 * key that is no token, or a value that cannot be encoded.
 */
function baggageHeader(baggage: Baggage): string {
  let header = '';
  let members = 0;
  const add = harmless((key: string, value: string) => {
    // A longer value is cut before it is encoded; the rest does not fit either.
    const text = `${value}`.slice(0, MAX_BAGGAGE_BYTES);
    const next = `${header && `${header},`}${key}=${encodeURIComponent(text)}`;
    const fits = members < MAX_BAGGAGE_MEMBERS && next.length <= MAX_BAGGAGE_BYTES;
    if (!fits || !/^[\w!#$%&'*+.^`|~-]+$/.test(key)) return;
    header = next;
    members++;
  });
  // If the app's callback throws, the trace headers are sent all the same.
  harmless(() => {
    for (const [key, value] of Object.entries(baggage())) add(key, value);
  })();
  return header;
}

/** Adds `traceparent`, `tracestate` and `baggage` to requests that `propagateTo` allows; a list includes the page's origin. */
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
  const ownOrigin = pageOrigin();
  const reaches = (url: URL) =>
    !matchesUrl(excluded, url.href) &&
    // An opaque origin (`null`) equals no other: a header would cause a preflight, which fails.
    ((!isFunction && url.origin === ownOrigin) || matchesUrl(included, url.href));
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
