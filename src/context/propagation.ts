import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type TextMapPropagator,
} from '@opentelemetry/api';
import { pageOrigin } from '../browser/location.js';
import { matchesUrl, type UrlMatcher } from '../browser/url-matcher.js';

/** Trace headers, to and from requests. */
export interface Propagation {
  /** Headers to add to a request to this URL, sent in this context; none for an origin that is not trusted. */
  inject(url: URL, context: Context): Record<string, string>;
  /** The context that a `traceparent` names; the root context where it is invalid. W3C Trace Context, section 3.2. */
  extract(traceparent: string): Context;
}

/** Level 2 of W3C Trace Context: the trace id was made at random, all of it. */
const RANDOM_FLAG = 2;

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

/** `traceparent`, `tracestate` and `baggage` go to the page's own origin, and to others that the app has listed. */
export function createPropagation(
  propagator: TextMapPropagator,
  propagateTo: readonly UrlMatcher[],
  baggage: Baggage,
): Propagation {
  return {
    inject(url, context) {
      const headers: Record<string, string> = {};
      // An opaque origin (`null`) is nobody's: a header there would make a preflight that fails.
      if (url.origin !== pageOrigin() && !matchesUrl(propagateTo, url.href)) return headers;
      propagator.inject(context, headers, defaultTextMapSetter);
      const { traceparent } = headers;
      if (!traceparent) return headers;
      const flags = Number.parseInt(traceparent.slice(-2), 16) | RANDOM_FLAG;
      headers.traceparent = traceparent.slice(0, -2) + flags.toString(16).padStart(2, '0');
      const carried = baggageHeader(baggage);
      if (carried) headers.baggage = carried;
      return headers;
    },
    extract: (traceparent) => propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter),
  };
}
