import { type Context, type Span, trace } from '@opentelemetry/api';
import { whenActivated } from '../browser/lifecycle.js';
import { nativeClearTimeout, nativeSetTimeout } from '../browser/natives.js';
import { observe } from '../browser/observe.js';
import { readPageLoad } from '../browser/page-load.js';
import { type PageView, pageAttributes } from '../context/page-view.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Seconds. */
const BOUNDS = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10];
/** A navigation is settled when nothing was requested and nothing arrived for this long. */
const QUIET_MILLIS = 300;
const MAX_NAVIGATION_MILLIS = 10_000;
/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/** Views that begin with a document, or with its return. */
const OF_DOCUMENT: readonly PageView['type'][] = ['document', 'back_forward_cache'];

/** A soft navigation in progress. */
interface Navigating {
  readonly view: PageView;
  readonly span: Span;
  /** The context that it began in. */
  readonly cause: Context;
  lastAt: number;
}

/** A `browser.navigation` event for each page view, and a `navigation` span for each route change within the document. */
export const navigation = (): Instrumentation => ({
  name: 'navigation',
  setup({ tracer, logger, meter, clock, page, guard, actions, activeContext, isIgnoredUrl, onPageEnd }) {
    const duration = meter.createHistogram(names.METRIC_NAVIGATION_DURATION, {
      unit: 's',
      description: 'Duration of soft navigations, until settled.',
      advice: { explicitBucketBoundaries: BOUNDS },
    });
    let current: Navigating | undefined;
    let timer: number | undefined;

    const announce = (view: PageView, cause?: Context) => {
      logger.emit({
        ...(cause && { context: cause }),
        eventName: names.EVENT_NAVIGATION,
        severityNumber: SEVERITY_INFO,
        timestamp: clock.toEpoch(view.startedAt),
        attributes: {
          ...pageAttributes(view),
          [names.URL_FULL]: view.url,
          [names.NAVIGATION_TYPE]:
            view.type === 'document' ? (readPageLoad()?.type ?? 'navigate') : view.type,
          [names.NAVIGATION_SAME_DOCUMENT]: !OF_DOCUMENT.includes(view.type),
          [names.NAVIGATION_HASH_CHANGE]: view.type === 'hash',
          [names.NAVIGATION_FROM]: view.previous?.url,
        },
      });
    };

    const settle = (reason: 'quiet' | 'hidden' | 'timeout' | 'superseded') => {
      nativeClearTimeout(timer);
      if (!current) return;
      const { view, span, lastAt, cause } = current;
      current = undefined;
      // Told now: the router has named the route by now.
      announce(view, cause);
      span.setAttribute(names.NAVIGATION_REASON, reason);
      span.end(clock.toEpoch(lastAt));
      duration.record(
        (lastAt - view.startedAt) / 1000,
        {
          [names.NAVIGATION_TYPE]: view.type,
          ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
        },
        view.context,
      );
    };
    const wait = () => {
      nativeClearTimeout(timer);
      if (!current) return;
      const spent = clock.pageNow() - current.view.startedAt;
      if (spent >= MAX_NAVIGATION_MILLIS) return settle('timeout');
      timer = nativeSetTimeout(
        guard(() => settle('quiet')),
        QUIET_MILLIS,
      );
    };

    const stopWatching = page.onChange(
      guard((view) => {
        settle('superseded');
        if (view.type === 'back_forward_cache') {
          announce(view);
          return;
        }
        actions.current()?.touch();
        const cause = activeContext();
        const span = tracer.startSpan(
          names.SPAN_NAVIGATION,
          {
            startTime: clock.toEpoch(view.startedAt),
            attributes: {
              [names.URL_FULL]: view.url,
              [names.NAVIGATION_TYPE]: view.type,
              [names.NAVIGATION_SAME_DOCUMENT]: true,
              [names.NAVIGATION_FROM]: view.previous?.url,
            },
          },
          cause,
        );
        view.context = trace.setSpan(cause, span);
        current = { view, span, cause, lastAt: view.startedAt };
        wait();
      }),
    );
    // What arrives after the route change is what the new page is made of.
    const resources = observe(
      'resource',
      guard((entries: PerformanceResourceTiming[]) => {
        for (const { name, responseEnd } of entries) {
          if (!current || responseEnd <= current.view.startedAt || isIgnoredUrl(name)) continue;
          current.lastAt = Math.max(current.lastAt, responseEnd);
          wait();
        }
      }),
      { buffered: false },
    );

    const stopWaiting = whenActivated(guard(() => announce(page.current())));
    onPageEnd(() => settle('hidden'));
    return () => {
      stopWaiting();
      stopWatching();
      resources?.stop();
      nativeClearTimeout(timer);
    };
  },
});
