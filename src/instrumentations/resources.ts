import { ROOT_CONTEXT } from '@opentelemetry/api';
import { ifTrusted, listenToPage } from '../browser/lifecycle.js';
import { observe } from '../browser/observe.js';
import { findResource } from '../browser/resource-timing.js';
import { createOncePerView } from '../context/once-per-view.js';
import { timingAttributes } from '../context/request-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

export interface ResourcesOptions {
  /** Tells of every resource, not only of those that failed, were slow or held up rendering. @default false */
  all?: boolean;
  /** A resource that took longer is slow, in milliseconds. @default 1000 */
  slowMillis?: number;
  /** A resource that held up rendering is reported if it took at least this long, in milliseconds. @default 50 */
  blockingMillis?: number;
}

/** Events of one page view at most. */
const MAX_PER_VIEW = 100;
/** OpenTelemetry's SeverityNumber INFO and WARN. */
const SEVERITY_INFO = 9;
const SEVERITY_WARN = 13;

/**
 * Requests are spans of their own, and nobody waits for the answer to a beacon; media lasts as long as it is played; what
 * is the browser's own (`other`: an icon, an EventSource) holds nobody up.
 */
const IS_NO_RESOURCE = /^(fetch|xml|beacon|audio|video|other)/;

/**
 * An event for each resource that failed, was slow or held up rendering. Failed is an answer of 400 or more, or what fired
 * `error` on its element: what another origin answered the browser does not tell. A URL is told as failed once in a view.
 */
export const resources = ({
  all = false,
  slowMillis = 1_000,
  blockingMillis = 50,
}: ResourcesOptions = {}): Instrumentation => ({
  name: 'resources',
  setup({ logger, page, guard, isIgnoredUrl, onPageEnd }) {
    const admit = createOncePerView(page, MAX_PER_VIEW);
    /** URLs that an element has reported as failed, and whose entries are to come: those say less. */
    const failed = new Set<string>();

    const tell = (entry: PerformanceResourceTiming, failure?: string) => {
      const { name, initiatorType, startTime, duration, responseStatus } = entry;
      const error = responseStatus >= 400 ? `${responseStatus}` : failure;
      const timings = timingAttributes(entry);
      if (
        (failure || !IS_NO_RESOURCE.test(initiatorType)) &&
        (all ||
          error ||
          duration > slowMillis ||
          (timings[names.RENDER_BLOCKING] && duration >= blockingMillis)) &&
        !isIgnoredUrl(name) &&
        admit(error ? name : entry)
      )
        logger.emit({
          eventName: names.EVENT_RESOURCE_TIMING,
          severityNumber: error ? SEVERITY_WARN : SEVERITY_INFO,
          // In page time; where nothing is known of it, now.
          timestamp: startTime,
          attributes: {
            ...timings,
            [names.URL_FULL]: name,
            [names.RESOURCE_INITIATOR_TYPE]: initiatorType,
            [names.RESOURCE_DURATION]: duration,
            [names.HTTP_RESPONSE_STATUS_CODE]: responseStatus || undefined,
            [names.ERROR_TYPE]: error,
          },
          context: page.current().context ?? ROOT_CONTEXT,
        });
    };

    const observation = observe<PerformanceResourceTiming>(
      'resource',
      guard((entries) => {
        for (const entry of entries) if (!failed.delete(entry.name)) tell(entry);
      }),
    );
    const onError = guard(({ eventPhase, target }: Event) => {
      const element = target as HTMLImageElement & HTMLLinkElement & HTMLObjectElement;
      const name = element.currentSrc || element.src || element.href || element.data;
      // On its way down to an element: what is fired at the window is an uncaught error. Not `data:`, which is the resource
      // itself; an element of SVG has no text here.
      if (eventPhase > 1 || !/^http/.test(name)) return;
      const unknown = { name, initiatorType: element.localName };
      tell(findResource(name) ?? (unknown as PerformanceResourceTiming), 'load');
      if (failed.size < MAX_PER_VIEW) failed.add(name);
    });
    onPageEnd(() => observation?.drain());
    const stop = listenToPage('error', ifTrusted(onError), true);
    return () => {
      stop();
      observation?.stop();
    };
  },
});
