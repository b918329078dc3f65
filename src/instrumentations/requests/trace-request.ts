import { type Attributes, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ifTrusted, isClosing, isOnline, listenToPage } from '../../browser/lifecycle.js';
import { pageOrigin, resolveUrl } from '../../browser/location.js';
import type { ResourceTimings } from '../../browser/resource-timing.js';
import { createOwnership } from '../../causality/ownership.js';
import { timingAttributes } from '../../context/request-timing.js';
import type { InstrumentationContext } from '../../instrumentation.js';
import * as names from '../../semconv.js';
import { createFailureLog } from './failure-log.js';
import { graphqlAttributes, graphqlKey } from './graphql.js';
import { reportRequest } from './report-request.js';

/** How a request ended, as far as the page knows. */
export interface RequestOutcome {
  /** Status code; 0 or undefined without a response. */
  readonly status?: number;
  /** `error.type`, if there is no response. @example 'network' */
  readonly errorType?: string;
  readonly isAborted?: boolean;
  /** Whether the app is reading the response's body; called a second after the headers. */
  readonly isBodyRead?: () => boolean;
  /** When the response's headers arrived, in page time. @default now */
  readonly headersAt?: number | undefined;
  /** Whether the response is from another URL. */
  readonly isRedirected?: boolean;
}

/** A request of the app. */
export interface RequestDescription {
  readonly method: string;
  readonly url: URL;
  /** If a string, it is searched for a GraphQL operation. */
  readonly body?: unknown;
  /** Trace header set by the app itself; the span joins its trace. */
  readonly traceparent?: string | null | undefined;
}

/** A request in progress. */
export interface TracedRequest {
  /** Headers to add; empty if the origin may not have them, or the app has set its own. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request; only the first call has an effect. The rest of this task belongs to the action that made the request. */
  end(outcome: RequestOutcome): void;
}

export interface RequestTracer {
  /** Resolves the URL of a request; undefined if it is ignored or not HTTP. */
  find(url: string): URL | undefined;
  start(description: RequestDescription): TracedRequest;
  stop(): void;
}

/** Methods known to the semantic conventions; others are `_OTHER`, for low cardinality. */
const KNOWN_METHOD = /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|QUERY)$/;
/**
 * Histogram bounds in seconds, as advised for `http.client.request.duration`:
 * https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpclientrequestduration
 */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/**
 * Creates the tracer of fetch and XHR: one span and one measurement per request, by the semantic conventions for HTTP clients
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). A span ends with the response's last byte, from its
 * resource timing entry, or when the request settled if there is none. It is emitted when the entry arrives, or at page
 * end, which also ends requests in flight, marked incomplete.
 */
export function createRequestTracer(
  context: InstrumentationContext,
  initiator: 'fetch' | 'xhr',
  timings: ResourceTimings,
): RequestTracer {
  const { tracer, clock, actions } = context;
  const duration = context.meter.createHistogram(names.METRIC_REQUEST_DURATION, {
    unit: 's',
    advice: { explicitBucketBoundaries: BOUNDS },
  });
  const inFlight = new Set<() => void>();
  const ownOrigin = pageOrigin();
  const ownerOf = createOwnership(context, context.activeContext);
  const failures = createFailureLog(clock);
  const stopWatchingCsp = listenToPage(
    'securitypolicyviolation',
    ifTrusted<SecurityPolicyViolationEvent>(failures.onCspViolation),
  );

  let isEnding = false;
  const endAll = (isLeft = true, isFrozen = false) => {
    // A page that is only hidden continues; its requests end with the page.
    isEnding = isLeft || isFrozen;
    if (isEnding) for (const endIncomplete of inFlight) endIncomplete();
    timings.settleAll();
    isEnding = false;
  };
  context.onPageEnd(endAll);

  return {
    find(text) {
      const url = resolveUrl(text);
      if (!url?.protocol.startsWith('http')) return undefined;
      if (!context.isIgnoredUrl(url.href)) return url;
      context.debug(() => ({ text: `ignored ${url.href}`, detail: { about: 'ignored', url: url.href } }));
      return undefined;
    },
    start({ method, url, body, traceparent }) {
      const { href, origin, protocol } = url;
      const startedAt = clock.pageNow();
      const template = context.urlTemplate(url.pathname);
      const upper = method.toUpperCase();
      const isKnown = KNOWN_METHOD.test(upper);
      const key = upper + href;
      const resendCount = failures.countOf(key);
      const owned = ownerOf(`${upper} ${url.host}${template} ${graphqlKey(body)}`);
      // The view settles only after the requests that it made.
      const view = context.page.current();
      const ofView = owned.isOfView ? 1 : 0;
      view.inFlight += ofView;
      const { propagation } = context;
      const parent = traceparent ? propagation.extract(traceparent) : owned.parent;
      // A request in the app's own trace has a link to its cause.
      const cause = trace.getSpanContext(owned.parent);
      const isForeign = cause && cause.traceId !== trace.getSpanContext(parent)?.traceId;
      const shared: Attributes = {
        [names.HTTP_REQUEST_METHOD]: isKnown ? upper : '_OTHER',
        [names.SERVER_ADDRESS]: url.hostname,
        [names.SERVER_PORT]: Number(url.port) || (protocol === 'https:' ? 443 : 80),
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
            [names.URL_FULL]: href,
            [names.REQUEST_INITIATOR]: initiator,
          },
        },
        parent,
      );
      const own = trace.setSpan(parent, span);
      const { refused } = propagation;
      const path = origin + template;
      const isBare = !!traceparent || refused.has(path) || (upper === 'GET' && propagation.takePreload(href));
      const headers = isBare ? {} : propagation.inject(url, own);
      context.debug(() =>
        reportRequest({
          method: upper,
          url: href,
          spanId: span.spanContext().spanId,
          headers,
          isAllowed: propagation.reaches(url),
          isOwn: !!traceparent,
          isRefused: refused.has(path),
        }),
      );
      const timing = timings.expect(href, clock.pageNow());

      let isSettled = false;
      const endIncomplete = () => {
        inFlight.delete(endIncomplete);
        timing.drop();
        span.setAttribute(names.INCOMPLETE, true);
        span.end(clock.epochNow());
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
          // The span ended when the page was left or frozen; the measurement is recorded anyway.
          const isMarked = !inFlight.delete(endIncomplete);
          const isNetwork = errorType === 'network';
          const hasFailed = status ? status >= 400 : !isAborted && !!errorType;
          failures.note(key, hasFailed);
          if (status) refused.onResponse(path, !isRedirected && origin === ownOrigin);
          else if (isNetwork && isOnline()) {
            refused.onFailure(path, !!headers.traceparent);
            if (headers.traceparent && origin !== ownOrigin)
              context.debug(
                `${upper} ${href} failed: does ${origin} allow the headers ${Object.keys(headers).join(', ')}?`,
              );
          }

          const finish = (entry?: PerformanceResourceTiming) => {
            // Firefox and WebKit fail requests in flight when a link is followed, before they report the page's end.
            if (isEnding && isNetwork && !isMarked) return endIncomplete();
            const result: Attributes = {};
            if (status) result[names.HTTP_RESPONSE_STATUS_CODE] = status;
            if (hasFailed) {
              // The violation event of a blocked request follows its failure.
              result[names.ERROR_TYPE] = status ? `${status}` : failures.wasBlocked(url) ? 'csp' : errorType;
              span.setStatus({ code: SpanStatusCode.ERROR });
            }
            duration.record(headersMillis / 1000, { ...shared, ...result }, own);
            if (isMarked) return;
            if (status) result[names.TIMING_HEADERS] = headersMillis;
            // An entry without a status: the response was cut off while its body was read.
            if (isAborted || (status && entry?.responseStatus === 0)) result[names.REQUEST_ABORTED] = true;
            span.setAttributes({ ...result, ...(entry && timingAttributes(entry)) });
            span.end(clock.toEpoch(Math.max(endedAt, entry?.responseEnd ?? 0)));
          };
          if (isMarked) finish();
          else timing.settle(finish, isBodyRead, isNetwork);
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
