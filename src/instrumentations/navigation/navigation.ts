import { type Attributes, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { whenActivated } from '../../browser/lifecycle.js';
import { isSameButFragment } from '../../browser/location.js';
import { readPageLoad } from '../../browser/page-load.js';
import { PAGE_BOUNDS, type PageView, pageAttributes } from '../../context/page-view.js';
import type { Instrumentation } from '../../instrumentation.js';
import { moveStart } from '../../record.js';
import * as names from '../../semconv.js';
import { createSettling } from './settling.js';

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/**
 * A `browser.navigation` event for each page view, and a `navigation` span for each route change within the document: from the
 * interaction to the paint if the browser reports them, otherwise from the URL's change until the page is quiet.
 */
export const navigation = (): Instrumentation => ({
  name: 'navigation',
  setup({ tracer, logger, meter, clock, page, guard, actions, activeContext, isIgnoredUrl, onPageEnd }) {
    const duration = meter.createHistogram(names.METRIC_NAVIGATION_DURATION, {
      unit: 's',
      description: 'Duration of soft navigations.',
      advice: { explicitBucketBoundaries: PAGE_BOUNDS },
    });
    const settling = createSettling(clock, guard, actions, isIgnoredUrl);

    const about = (view: PageView, navigationId?: number): Attributes => ({
      [names.URL_FULL]: view.url,
      [names.NAVIGATION_TYPE]: view.type === 'document' ? (readPageLoad()?.type ?? 'navigate') : view.type,
      [names.NAVIGATION_SAME_DOCUMENT]: !!view.previous,
      [names.NAVIGATION_FROM]: view.previous?.url,
      [names.NAVIGATION_ID]: navigationId,
    });
    // Emitted after settling: by then the router has set the route, and redirects have ended.
    const announce = (view: PageView, navigationId?: number) => {
      logger.emit({
        context: view.context ?? ROOT_CONTEXT,
        eventName: names.EVENT_NAVIGATION,
        severityNumber: SEVERITY_INFO,
        timestamp: clock.toEpoch(view.startedAt),
        attributes: {
          ...pageAttributes(view),
          ...about(view, navigationId),
          [names.NAVIGATION_HASH_CHANGE]: !!view.previous && isSameButFragment(view.url, view.previous.url),
        },
      });
    };

    const beginRoute = (view: PageView) => {
      actions.current()?.touch();
      const cause = activeContext();
      const startTime = clock.toEpoch(view.startedAt);
      const span = tracer.startSpan(names.SPAN_NAVIGATION, { startTime }, cause);
      view.context = trace.setSpan(cause, span);
      settling.begin(view, (reason, startedAt, endedAt, navigationId) => {
        announce(view, navigationId);
        const outcome = { [names.NAVIGATION_REASON]: reason };
        moveStart(span, startedAt - view.startedAt);
        span.setAttributes({ ...about(view, navigationId), ...outcome });
        span.end(clock.toEpoch(endedAt));
        duration.record(
          (endedAt - startedAt) / 1000,
          {
            ...outcome,
            [names.NAVIGATION_TYPE]: view.type,
            ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
          },
          view.context,
        );
      });
    };

    const stopWatching = page.onChange(
      guard((view) => {
        settling.end('superseded');
        if (view.type === 'back_forward_cache') announce(view);
        else beginRoute(view);
      }),
    );
    const stopWaiting = whenActivated(
      guard(() => {
        const view = page.current();
        settling.begin(view, () => announce(view));
      }),
    );
    const hide = () => settling.end('hidden');
    onPageEnd(hide);
    return () => {
      hide();
      stopWaiting();
      stopWatching();
      settling.stop();
    };
  },
});
