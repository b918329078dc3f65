import { type Context, defaultTextMapSetter, type TextMapPropagator } from '@opentelemetry/api';
import { pageOrigin } from '../browser/location.js';
import { matchesUrl, type UrlMatcher } from '../browser/url-matcher.js';

/** Headers to add to a request to this URL, sent in this context; none for an origin that is not trusted. */
export type Propagate = (url: URL, context: Context) => Record<string, string>;

/** `traceparent` and `tracestate` go to the page's own origin, and to others that the app has listed. */
export function createPropagate(
  propagator: TextMapPropagator,
  propagateTo: readonly UrlMatcher[],
): Propagate {
  return (url, context) => {
    const headers: Record<string, string> = {};
    // An opaque origin (`null`) is nobody's: a header there would make a preflight that fails.
    if (url.origin === pageOrigin() || matchesUrl(propagateTo, url.href)) {
      propagator.inject(context, headers, defaultTextMapSetter);
    }
    return headers;
  };
}
