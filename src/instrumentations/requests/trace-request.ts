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
  readonly url: URL;
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
  start(description: RequestDescription): TracedRequest;
  stop(): void;
}

/** The methods that the semantic conventions know; any other counts as `_OTHER`, so that a name stays low in cardinality. */
const KNOWN_METHOD = /^(GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|QUERY)$/;
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

  return {
    find(text) {
      const url = resolveUrl(text);
      return url?.protocol.startsWith('http') && !context.isIgnoredUrl(url.href) ? url : undefined;
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
      // A view is not settled while what it asked for has not come.
      const view = context.page.current();
      const ofView = owned.isOfView ? 1 : 0;
      view.inFlight += ofView;
      const { propagation } = context;
      const parent = traceparent ? propagation.extract(traceparent) : owned.parent;
      // In a trace of the app's own a link leads to what caused it.
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
          // Ended already when the page was left or frozen; the measurement counts nevertheless.
          const isMarked = !inFlight.delete(endIncomplete);
          const isNetwork = errorType === 'network';
          const hasFailed = status ? status >= 400 : !isAborted && !!errorType;
          failures.note(key, hasFailed);
          if (status) refused.onResponse(path, !isRedirected && origin === pageOrigin());
          else if (isNetwork && isOnline()) refused.onFailure(path, !!headers.traceparent);

          const finish = (entry?: PerformanceResourceTiming) => {
            // Firefox and WebKit fail what is in flight when a link is followed, and tell of the page's end after it.
            if (isEnding && isNetwork && !isMarked) return endIncomplete();
            const result: Attributes = {};
            if (status) result[names.HTTP_RESPONSE_STATUS_CODE] = status;
            if (hasFailed) {
              // That the page's policy blocked a request is known a moment after its failure.
              result[names.ERROR_TYPE] = status ? `${status}` : failures.wasBlocked(url) ? 'csp' : errorType;
              span.setStatus({ code: SpanStatusCode.ERROR });
            }
            duration.record(headersMillis / 1000, { ...shared, ...result }, own);
            if (isMarked) return;
            if (status) result[names.TIMING_HEADERS] = headersMillis;
            // Without a status in its entry the response was cut off while its body was read.
            if (isAborted || (status && entry?.responseStatus === 0)) result[names.REQUEST_ABORTED] = true;
            span.setAttributes({ ...result, ...(entry && timingAttributes(entry)) });
            span.end(clock.toEpoch(Math.max(endedAt, entry?.responseEnd ?? 0)));
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
