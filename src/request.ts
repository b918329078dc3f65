import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { resolveUrl } from './browser/location.js';
import type { ResourceTimings } from './browser/resource-timing.js';
import type { UserAction } from './context/user-action.js';
import type { InstrumentationContext } from './instrumentation.js';
import * as names from './semconv.js';

/** How a request ended, as far as the page can know. */
export interface RequestOutcome {
  /** 0 or undefined where no response came. */
  readonly status?: number;
  /** `error.type` where no response came. @example 'TypeError' */
  readonly errorType?: string;
  readonly isAborted?: boolean;
}

/** A request under way. */
export interface TracedRequest {
  /** To add to the request; empty where its origin may not have them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends it; only the first call counts. What runs next in this task belongs to the action that began it. */
  end(outcome: RequestOutcome): void;
}

export interface RequestTracer {
  /** @returns undefined for what is not to be traced: ignored URLs, and schemes that are no HTTP */
  start(method: string, url: string): TracedRequest | undefined;
  stop(): void;
}

/** RFC 9110's methods and PATCH; any other counts as `_OTHER`, so that a name stays low in cardinality. */
const KNOWN_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
/** Seconds, as the semantic conventions advise for `http.client.request.duration`. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** A request that came this often with no action open is made by a timer or the like, not by a person. */
const BACKGROUND_COUNT = 3;
const MAX_BACKGROUND_KEYS = 100;

/**
 * One span and one measurement per request, the same for fetch and XHR: semantic conventions for HTTP clients.
 * A span's end is the wall clock's when the request settled; it is handed on when its resource timing entry is there,
 * a second later at the most, or at the page's end, which also ends what is in flight and marks it.
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
  const backgroundCounts = new Map<string, number>();

  /** The action that a request belongs to. Where that is a guess (a task of unknown origin), polling is told apart by habit. */
  const ownerOf = (key: string): UserAction | undefined => {
    const action = actions.current();
    const count = backgroundCounts.get(key) ?? 0;
    if (action) return actions.isEntered() || count < BACKGROUND_COUNT ? action : undefined;
    if (backgroundCounts.size < MAX_BACKGROUND_KEYS || count) backgroundCounts.set(key, count + 1);
    return undefined;
  };
  /** The active context, without an action that is not the request's. */
  const parentOf = (action: UserAction | undefined): Context => {
    const active = context.activeContext();
    const guess = actions.current();
    return guess && guess !== action && trace.getSpan(active) === trace.getSpan(guess.context)
      ? ROOT_CONTEXT
      : active;
  };

  context.onPageEnd(() => {
    for (const endIncomplete of inFlight) endIncomplete();
    timings.settleAll();
  });

  return {
    start(method, rawUrl) {
      const url = resolveUrl(rawUrl);
      if (!url?.protocol.startsWith('http') || context.isIgnoredUrl(url.href)) return undefined;
      const startedAt = clock.pageNow();
      const template = context.urlTemplate(url.pathname);
      const upper = method.toUpperCase();
      const action = ownerOf(`${upper} ${url.host}${template}`);
      const isKnown = KNOWN_METHODS.includes(upper);
      const metricAttributes: Attributes = {
        [names.HTTP_REQUEST_METHOD]: isKnown ? upper : '_OTHER',
        [names.SERVER_ADDRESS]: url.hostname,
        [names.URL_TEMPLATE]: template,
      };
      const parent = parentOf(action);
      const span = tracer.startSpan(
        `${isKnown ? upper : 'HTTP'} ${template}`,
        {
          kind: SpanKind.CLIENT,
          startTime: clock.toEpoch(startedAt),
          attributes: {
            ...metricAttributes,
            ...(!isKnown && { [names.HTTP_REQUEST_METHOD_ORIGINAL]: method }),
            [names.URL_FULL]: url.href,
            [names.SERVER_PORT]: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
            [names.REQUEST_INITIATOR]: initiator,
          },
        },
        parent,
      );

      let isSettled = false;
      const endIncomplete = () => {
        inFlight.delete(endIncomplete);
        span.setAttribute(names.INCOMPLETE, true);
        span.end(clock.epochNow());
      };
      inFlight.add(endIncomplete);

      return {
        headers: context.propagate(url, trace.setSpan(parent, span)),
        end({ status, errorType, isAborted }) {
          actions.enter(action);
          if (isSettled) return;
          isSettled = true;
          const endedAt = clock.pageNow();
          const error = status
            ? status >= 400
              ? String(status)
              : undefined
            : isAborted
              ? undefined
              : errorType;
          const result: Attributes = {
            ...(status && { [names.HTTP_RESPONSE_STATUS_CODE]: status }),
            ...(error && { [names.ERROR_TYPE]: error }),
          };
          duration.record(
            (endedAt - startedAt) / 1000,
            { ...metricAttributes, ...result },
            trace.setSpan(parent, span),
          );
          // Ended already when the page was hidden; the measurement counts all the same.
          if (!inFlight.delete(endIncomplete)) return;
          span.setAttributes(result);
          if (isAborted) span.setAttribute(names.REQUEST_ABORTED, true);
          if (error) span.setStatus({ code: SpanStatusCode.ERROR });
          timings.match(url.href, startedAt, (entry) => {
            if (entry) span.setAttributes(timingAttributes(entry));
            span.end(clock.toEpoch(Math.max(endedAt, entry?.responseEnd ?? 0)));
          });
        },
      };
    },
    stop: () => timings.stop(),
  };
}

/** Phases in milliseconds and sizes in bytes; cross-origin ones are 0 unless `Timing-Allow-Origin` lets us see, and left out. */
export function timingAttributes(entry: PerformanceResourceTiming): Attributes {
  const phases: Record<string, number> = {
    [names.TIMING_BLOCKED]: (entry.domainLookupStart || entry.requestStart) - entry.startTime,
    [names.TIMING_DNS]: entry.domainLookupEnd - entry.domainLookupStart,
    [names.TIMING_CONNECT]: entry.connectEnd - entry.connectStart,
    [names.TIMING_TLS]: entry.secureConnectionStart && entry.connectEnd - entry.secureConnectionStart,
    [names.TIMING_REQUEST]: entry.responseStart && entry.responseStart - entry.requestStart,
    [names.TIMING_RESPONSE]: entry.responseStart && entry.responseEnd - entry.responseStart,
    [names.HTTP_RESPONSE_SIZE]: entry.transferSize,
    [names.HTTP_RESPONSE_BODY_SIZE]: entry.encodedBodySize,
    [names.HTTP_RESPONSE_BODY_UNCOMPRESSED_SIZE]: entry.decodedBodySize,
  };
  const attributes: Attributes = {};
  for (const name of Object.keys(phases)) if ((phases[name] as number) > 0) attributes[name] = phases[name];
  const protocol = /^(?:http\/|h)(\d(?:\.\d)?)/.exec(entry.nextHopProtocol)?.[1];
  if (protocol) attributes[names.NETWORK_PROTOCOL_VERSION] = protocol;
  return attributes;
}
