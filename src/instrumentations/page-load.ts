import { type Attributes, type Context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { whenLoaded } from '../browser/lifecycle.js';
import { type PageLoadTiming, readPageLoad } from '../browser/page-load.js';
import { timingAttributes } from '../context/request-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Seconds: bounds that tell fast pages apart as well as slow ones. */
const BOUNDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 15, 30, 60];
const TRACEPARENT = /^00-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})$/;

/** The backend's span that made the document, as it told us: `Server-Timing` first, then `<meta name="traceparent">`. */
function remoteParent(load: PageLoadTiming): [context: Context, source: string | undefined] {
  // A page out of a cache carries the trace of whoever made the cache load it.
  const found = [
    [load.isFromCache ? undefined : load.serverTraceparent, 'server-timing'],
    [load.isBodyFromCache ? undefined : load.metaTraceparent, 'meta'],
  ].find(([header]) => TRACEPARENT.test(header ?? ''));
  const [, traceId, spanId, flags] = TRACEPARENT.exec(found?.[0] ?? '') ?? [];
  if (!traceId || !spanId || !flags) return [ROOT_CONTEXT, undefined];
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return [trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true }), found?.[1]];
}

/** `documentLoad` with its child `documentFetch`, joined to the backend's trace; sent, marked, when the page ends first. */
export const pageLoad = (): Instrumentation => ({
  name: 'page-load',
  setup({ tracer, meter, clock, page, guard, onPageEnd }) {
    const duration = meter.createHistogram(names.METRIC_PAGE_LOAD_DURATION, {
      unit: 's',
      description: 'Duration of page loads.',
      advice: { explicitBucketBoundaries: BOUNDS },
    });
    const view = page.current();
    let isDone = false;

    const report = guard((isComplete: boolean) => {
      if (isDone) return;
      isDone = true;
      const load = readPageLoad();
      if (!load) return;
      const { entry, startedAt } = load;
      const endedAt = isComplete && entry.loadEventEnd > 0 ? entry.loadEventEnd : clock.pageNow();
      const [parent, source] = remoteParent(load);
      const marks: Record<string, number> = {
        [names.LOAD_FIRST_BYTE]: entry.responseStart,
        [names.LOAD_DOM_INTERACTIVE]: entry.domInteractive,
        [names.LOAD_DOM_CONTENT_LOADED]: entry.domContentLoadedEventEnd,
        [names.LOAD_DOM_COMPLETE]: entry.domComplete,
      };
      const attributes: Attributes = { [names.NAVIGATION_TYPE]: load.type };
      for (const name of Object.keys(marks))
        if ((marks[name] as number) > 0) attributes[name] = Math.max(0, (marks[name] as number) - startedAt);
      if (source) attributes[names.LOAD_TRACE_SOURCE] = source;
      if (!isComplete) attributes[names.INCOMPLETE] = true;

      const span = tracer.startSpan(
        names.SPAN_DOCUMENT_LOAD,
        { startTime: clock.toEpoch(startedAt), attributes: { ...attributes, [names.URL_FULL]: entry.name } },
        parent,
      );
      if (entry.responseEnd > 0) {
        const fetchStart = Math.max(entry.fetchStart, startedAt);
        const child = tracer.startSpan(
          names.SPAN_DOCUMENT_FETCH,
          {
            startTime: clock.toEpoch(fetchStart),
            attributes: {
              ...timingAttributes(entry),
              [names.URL_FULL]: entry.name,
              ...(entry.responseStatus && { [names.HTTP_RESPONSE_STATUS_CODE]: entry.responseStatus }),
            },
          },
          trace.setSpan(parent, span),
        );
        child.end(clock.toEpoch(Math.max(entry.responseEnd, fetchStart)));
      }
      span.end(clock.toEpoch(Math.max(endedAt, startedAt)));
      if (isComplete) {
        duration.record((endedAt - startedAt) / 1000, {
          [names.NAVIGATION_TYPE]: load.type,
          ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
        });
      }
    });

    onPageEnd(() => report(false));
    return whenLoaded(() => report(true));
  },
});
