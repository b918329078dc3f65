import { type Attributes, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ifTrusted, isClosing, isOnline, listenToPage } from './browser/lifecycle.js';
import { pageOrigin, resolveUrl } from './browser/location.js';
import type { ResourceTimings } from './browser/resource-timing.js';
import { createOwnership } from './causality/ownership.js';
import { createFailureLog } from './context/failure-log.js';
import { graphqlAttributes, graphqlKey } from './context/graphql.js';
import { timingAttributes } from './context/request-timing.js';
import type { InstrumentationContext } from './instrumentation.js';
import * as names from './semconv.js';

/** How a request ended, as far as the page can know. */
export interface RequestOutcome {
  /** 0 or undefined where no response came. */
  readonly status?: number;
  /** `error.type` where no response came. @example 'network' */
  readonly errorType?: string;
  readonly isAborted?: boolean;
  /** Whether the app reads the response's body; asked a second after the headers. */
  readonly isBodyRead?: () => boolean;
  /** When the response's headers came, in page time. @default now */
  readonly headersAt?: number | undefined;
  /** Whether the response came from another URL. */
  readonly isRedirected?: boolean;
}

/** A request as the app makes it. */
export interface RequestDescription {
  readonly method: string;
  readonly url: string | URL;
  /** Where it is a string, GraphQL is recognised in it. */
  readonly body?: unknown;
  /** A trace header that the app has set itself: the span joins it. */
  readonly traceparent?: string | null | undefined;
}

/** A request under way. */
export interface TracedRequest {
  /** To add to the request; empty where its origin may not have them, or the app has set its own. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends it; only the first call counts. What runs next in this task belongs to the action that began it. */
  end(outcome: RequestOutcome): void;
}

export interface RequestTracer {
  /** The URL of a request that is to be traced, resolved now; undefined if it is ignored or not HTTP. */
  find(url: string): URL | undefined;
  /** @returns undefined for what is not to be traced: ignored URLs, and schemes that are no HTTP */
  start(description: RequestDescription): TracedRequest | undefined;
  stop(): void;
}

/** The methods that the semantic conventions know; any other counts as `_OTHER`, so that a name stays low in cardinality. */
const KNOWN_METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'QUERY',
];
/** Seconds, as the semantic conventions advise for `http.client.request.duration`. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * One span and one measurement per request, the same for fetch and XHR: semantic conventions for HTTP clients. A span
 * ends with the response's last byte as its resource timing entry tells it, without which it ends when the request
 * settled. It is handed on when that entry is there, at the page's end at the latest, which also ends what is in flight
 * and marks it.
 */
export function createRequestTracer(
  context: InstrumentationContext,
  initiator: 'fetch' | 'xhr',
  timings: ResourceTimings,
): RequestTracer {
  const { tracer, clock, actions } = context;
  const duration = context.meter.createHistogram(names.METRIC_REQUEST_DURATION, {
    unit: 's',
    description: 'Duration of HTTP client requests.',
    advice: { explicitBucketBoundaries: BOUNDS },
  });
  const inFlight = new Set<() => void>();
  const ownerOf = createOwnership(context, context.activeContext);
  const failures = createFailureLog(clock);
  const stopWatchingCsp = listenToPage(
    'securitypolicyviolation',
    ifTrusted<SecurityPolicyViolationEvent>(failures.onCspViolation),
  );

  let isEnding = false;
  const endAll = (isLeft = true, isFrozen = false) => {
    // A page that is only hidden lives on, and hears of the true end.
    isEnding = isLeft || isFrozen;
    if (isEnding) for (const endIncomplete of inFlight) endIncomplete();
    timings.settleAll();
    isEnding = false;
  };
  context.onPageEnd(endAll);

  const find = (text: string) => {
    const url = resolveUrl(text);
    return url?.protocol.startsWith('http') && !context.isIgnoredUrl(url.href) ? url : undefined;
  };

  return {
    find,
    start({ method, url: given, body, traceparent }) {
      const url = typeof given === 'string' ? find(given) : given;
      if (!url) return undefined;
      const startedAt = clock.pageNow();
      const template = context.urlTemplate(url.pathname);
      const upper = method.toUpperCase();
      const isKnown = KNOWN_METHODS.includes(upper);
      const key = `${upper} ${url.href}`;
      const resendCount = failures.countOf(key);
      const owned = ownerOf(`${upper} ${url.host}${template} ${graphqlKey(body)}`);
      // A view is not settled while what it asked for has not come.
      const view = context.page.current();
      const ofView = owned.isOfView ? 1 : 0;
      view.inFlight += ofView;
      const parent = traceparent ? context.propagation.extract(traceparent) : owned.parent;
      // In a trace of the app's own a link leads to what caused it.
      const cause = trace.getSpanContext(owned.parent);
      const isForeign = cause && cause.traceId !== trace.getSpanContext(parent)?.traceId;
      const shared: Attributes = {
        [names.HTTP_REQUEST_METHOD]: isKnown ? upper : '_OTHER',
        [names.SERVER_ADDRESS]: url.hostname,
        [names.SERVER_PORT]: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
        [names.URL_TEMPLATE]: template,
      };
      const span = tracer.startSpan(
        `${isKnown ? upper : 'HTTP'} ${template}`,
        {
          kind: SpanKind.CLIENT,
          startTime: clock.toEpoch(startedAt),
          ...(isForeign && { links: [{ context: cause }] }),
          attributes: {
            ...shared,
            ...graphqlAttributes(body),
            ...((!isKnown || upper !== method) && { [names.HTTP_REQUEST_METHOD_ORIGINAL]: method }),
            ...(resendCount && { [names.HTTP_REQUEST_RESEND_COUNT]: resendCount }),
            [names.URL_FULL]: url.href,
            [names.REQUEST_INITIATOR]: initiator,
          },
        },
        parent,
      );
      const own = trace.setSpan(parent, span);
      const { refused } = context.propagation;
      const path = url.origin + template;
      const isBare =
        !!traceparent || refused.has(path) || (upper === 'GET' && context.propagation.takePreload(url.href));
      const headers = isBare ? {} : context.propagation.inject(url, own);

      const timing = timings.expect(url.href, clock.pageNow());

      let isSettled = false;
      const markIncomplete = () => {
        span.setAttribute(names.INCOMPLETE, true);
        span.end(clock.epochNow());
      };
      const endIncomplete = () => {
        inFlight.delete(endIncomplete);
        timing.drop();
        markIncomplete();
      };
      inFlight.add(endIncomplete);

      return {
        headers,
        end({ status, errorType, isAborted, isBodyRead = () => false, headersAt, isRedirected }) {
          if (isClosing()) return;
          actions.answer(owned.cause, isBodyRead);
          if (isSettled) return;
          isSettled = true;
          view.inFlight -= ofView;
          const endedAt = clock.pageNow();
          const headersMillis = (headersAt ?? endedAt) - startedAt;
          // Ended already when the page was left or frozen; the measurement counts nevertheless.
          const isMarked = !inFlight.delete(endIncomplete);
          const hasFailed = status ? status >= 400 : !isAborted && !!errorType;
          failures.note(key, hasFailed);
          if (status) refused.onResponse(path, !isRedirected && url.origin === pageOrigin());
          else if (errorType === 'network' && isOnline()) refused.onFailure(path, !!headers.traceparent);

          /** `error.type`; that the page's policy blocked a request is known a moment after its failure. */
          const errorOf = () => (status ? String(status) : failures.wasBlocked(url) ? 'csp' : errorType);
          const finish = (entry?: PerformanceResourceTiming) => {
            // Firefox and WebKit fail what is in flight when a link is followed, and tell of the page's end after it.
            if (isEnding && errorType === 'network' && !isMarked) return markIncomplete();
            const error = hasFailed ? errorOf() : undefined;
            const result: Attributes = {
              ...(status && { [names.HTTP_RESPONSE_STATUS_CODE]: status }),
              ...(error && { [names.ERROR_TYPE]: error }),
            };
            duration.record(headersMillis / 1000, { ...shared, ...result }, own);
            if (isMarked) return;
            // Without a status in its entry the response was cut off while its body was read.
            const isCut = isAborted || (status && entry?.responseStatus === 0);
            span.setAttributes({
              ...result,
              ...(entry && timingAttributes(entry)),
              ...(isCut && { [names.REQUEST_ABORTED]: true }),
              ...(status && { [names.TIMING_HEADERS]: headersMillis }),
            });
            if (error) span.setStatus({ code: SpanStatusCode.ERROR });
            span.end(clock.toEpoch(Math.max(endedAt, entry?.responseEnd ?? 0)));
            if (error === 'network' && headers.traceparent && url.origin !== pageOrigin()) {
              context.debug(
                `${url.origin} is in propagateTo, and a request to it failed. Should its CORS preflight refuse the trace headers, ` +
                  `answer it with: Access-Control-Allow-Headers: ${Object.keys(headers).join(', ')}`,
              );
            }
          };
          if (isMarked) finish();
          else timing.settle(finish, isBodyRead);
        },
      };
    },
    stop() {
      endAll();
      stopWatchingCsp();
      timings.stop();
    },
  };
}
