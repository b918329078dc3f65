import { type Attributes, type Context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { whenActivated, whenLoaded } from '../browser/lifecycle.js';
import { type PageLoadTiming, readPageLoad, wasHidden } from '../browser/page-load.js';
import { PAGE_BOUNDS } from '../context/page-view.js';
import type { Propagation } from '../context/propagation.js';
import { timingAttributes } from '../context/request-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Returns the context of the backend's span that created the document, from `Server-Timing` or `<meta name="traceparent">`. */
function remoteParent(
  { serverTraceparents, metaTraceparent }: PageLoadTiming,
  { extract }: Propagation,
): [Context, source?: string] {
  for (const traceparent of [...serverTraceparents, metaTraceparent]) {
    const context = extract(traceparent ?? '');
    if (trace.getSpanContext(context))
      return [context, serverTraceparents.includes(traceparent as string) ? 'server-timing' : 'meta'];
  }
  return [ROOT_CONTEXT];
}

/** Returns the milestones of the load, in milliseconds since navigation start, or since a prerendered page was shown. */
function markAttributes({ entry, startedAt, firstByte, earlyHints }: PageLoadTiming): Attributes {
  const attributes: Attributes = {
    [names.LOAD_EARLY_HINTS]: earlyHints,
    [names.LOAD_FIRST_BYTE]: firstByte,
    [names.LOAD_DOM_INTERACTIVE]: entry.domInteractive,
    [names.LOAD_DOM_CONTENT_LOADED]: entry.domContentLoadedEventEnd,
    [names.LOAD_DOM_COMPLETE]: entry.domComplete,
  };
  for (const name of Object.keys(attributes)) {
    const moment = attributes[name] as number;
    attributes[name] = moment > 0 ? Math.max(0, moment - startedAt) : undefined;
  }
  return attributes;
}

/** Returns how the document was fetched. A 103 (Early Hints) is not part of the response: the server still worked on that. */
function fetchAttributes({ entry, firstByte, earlyHints }: PageLoadTiming): Attributes {
  return {
    ...timingAttributes(entry),
    ...(earlyHints && {
      [names.TIMING_REQUEST]: firstByte - entry.requestStart,
      [names.TIMING_RESPONSE]: entry.responseEnd - firstByte,
    }),
    ...(entry.workerStart && { [names.TIMING_WORKER]: entry.fetchStart - entry.workerStart }),
    // Browsers hide redirects from other origins.
    ...(entry.redirectCount && {
      [names.TIMING_REDIRECT]: entry.redirectEnd - entry.redirectStart,
      [names.REDIRECT_COUNT]: entry.redirectCount,
    }),
    ...(entry.responseStatus && { [names.HTTP_RESPONSE_STATUS_CODE]: entry.responseStatus }),
  };
}

/**
 * The page load: `documentLoad` with its child `documentFetch`, joined to the backend's trace; sent, marked incomplete, if the
 * page ends first. A prerendered page is reported when it is shown, starting at that time, since nobody waited before.
 */
export const pageLoad = (): Instrumentation => ({
  name: 'page-load',
  setup({ tracer, meter, clock, page, propagation, guard, onPageEnd }) {
    const duration = meter.createHistogram(names.METRIC_PAGE_LOAD_DURATION, {
      unit: 's',
      description: 'Duration of page loads.',
      advice: { explicitBucketBoundaries: PAGE_BOUNDS },
    });
    const view = page.current();
    let isDone = false;
    let started: [Span, source?: string | undefined] | undefined;

    /** Starts `documentLoad`: when the load ends, or for the first request that the page makes while it loads. */
    const start = (load: PageLoadTiming) => {
      if (started) return started;
      const [parent, source] = remoteParent(load, propagation);
      const span = tracer.startSpan(
        names.SPAN_DOCUMENT_LOAD,
        { startTime: clock.toEpoch(load.startedAt) },
        parent,
      );
      view.context = trace.setSpan(parent, span);
      started = [span, source];
      return started;
    };
    view.begin = guard(() => {
      const load = isDone ? undefined : readPageLoad();
      if (load) start(load);
    });

    const report = guard((isComplete: boolean) => {
      if (isDone) return;
      isDone = true;
      const load = readPageLoad();
      if (!load) return;
      const { entry, startedAt, type } = load;
      const url = { [names.URL_FULL]: entry.name };
      const endedAt = Math.max((isComplete && entry.loadEventEnd) || clock.pageNow(), startedAt);
      const shared: Attributes = {
        [names.NAVIGATION_TYPE]: type,
        // A prerendered page is always hidden at first.
        ...(!startedAt && wasHidden(endedAt) && { [names.LOAD_HIDDEN]: true }),
      };

      const [span, source] = start(load);
      span.setAttributes({
        ...markAttributes(load),
        ...shared,
        [names.LOAD_TRACE_SOURCE]: source,
        [names.INCOMPLETE]: !isComplete || undefined,
        ...url,
      });
      if (load.isFetched && entry.responseEnd > 0) {
        const attributes = { ...fetchAttributes(load), ...url };
        tracer
          .startSpan(
            names.SPAN_DOCUMENT_FETCH,
            { startTime: clock.toEpoch(entry.fetchStart), attributes },
            view.context,
          )
          .end(clock.toEpoch(entry.responseEnd));
      }
      span.end(clock.toEpoch(endedAt));
      if (isComplete && load.isFetched) {
        duration.record(
          (endedAt - startedAt) / 1000,
          {
            ...shared,
            ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
          },
          view.context,
        );
      }
    });

    onPageEnd(() => report(false));
    let stop = () => {};
    const stopWaiting = whenActivated(() => {
      stop = whenLoaded(() => report(true));
    });
    return () => {
      stopWaiting();
      stop();
    };
  },
});
