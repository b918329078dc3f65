import { SpanStatusCode } from '@opentelemetry/api';
import { whenActivated, whenLoaded } from '../browser/lifecycle.js';
import { readResources } from '../browser/resource-timing.js';
import { timingAttributes } from '../context/request-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/**
 * The resources of the page load as spans `resourceFetch`, children of `documentLoad`: a waterfall. Requests have spans of their
 * own. Not a default; requires `pageLoad()` before it.
 * @example initRum({ …, instrumentations: (ours) => [...ours, resourceSpans()] })
 */
export const resourceSpans = (): Instrumentation => ({
  name: 'resource-spans',
  setup({ tracer, clock, page, guard, isIgnoredUrl, onPageEnd }) {
    const view = page.current();
    let isDone = false;
    const report = guard(() => {
      if (isDone) return;
      isDone = true;
      // The context of `documentLoad`, which has just been created.
      const { context } = view;
      if (!context) return;
      for (const entry of readResources()) {
        const { name, initiatorType, startTime, duration, responseStatus, responseEnd } = entry;
        if (/^(fetch|xml|beacon)/.test(initiatorType) || isIgnoredUrl(name)) continue;
        const span = tracer.startSpan(
          names.SPAN_RESOURCE_FETCH,
          {
            startTime: clock.toEpoch(startTime),
            attributes: {
              ...timingAttributes(entry),
              [names.URL_FULL]: name,
              [names.RESOURCE_INITIATOR_TYPE]: initiatorType,
              [names.RESOURCE_DURATION]: duration,
              ...(responseStatus && { [names.HTTP_RESPONSE_STATUS_CODE]: responseStatus }),
              ...(responseStatus >= 400 && { [names.ERROR_TYPE]: `${responseStatus}` }),
            },
          },
          context,
        );
        if (responseStatus >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(clock.toEpoch(responseEnd));
      }
    });

    onPageEnd(report);
    let stop = () => {};
    const stopWaiting = whenActivated(() => {
      stop = whenLoaded(report);
    });
    return () => {
      stopWaiting();
      stop();
    };
  },
});
