import { ROOT_CONTEXT } from '@opentelemetry/api';
import { ifTrusted, listenToPage } from '../browser/lifecycle.js';
import { observe } from '../browser/observe.js';
import { findResource } from '../browser/resource-timing.js';
import { createOncePerView } from '../context/once-per-view.js';
import { timingAttributes } from '../context/request-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

export interface ResourcesOptions {
  /** Reports every resource, not only failed, slow and render-blocking ones. @default false */
  all?: boolean;
  /** Duration above which a resource is slow, in milliseconds. @default 1000 */
  slowMillis?: number;
  /** Minimum duration of a reported render-blocking resource, in milliseconds. @default 50 */
  blockingMillis?: number;
}

/** Maximum number of events per page view. */
const MAX_PER_VIEW = 100;
/** OpenTelemetry's SeverityNumber INFO and WARN. */
const SEVERITY_INFO = 9;
const SEVERITY_WARN = 13;

/**
 * Matches initiator types that are not reported. Requests have spans of their own; nobody waits for beacons; media lasts as
 * long as it is played; the browser's own requests (`other`: icons, EventSources) delay nothing.
 */
const IS_NO_RESOURCE = /^(fetch|xml|beacon|audio|video|other)/;

/**
 * An event for each resource that failed, was slow or blocked rendering. Failed means a status of 400 or more, or an `error` event
 * on its element, since browsers hide cross-origin status codes. A failed URL is reported once per page view.
 */
export const resources = ({
  all = false,
  slowMillis = 1_000,
  blockingMillis = 50,
}: ResourcesOptions = {}): Instrumentation => ({
  name: 'resources',
  setup({ logger, page, guard, isIgnoredUrl, onPageEnd }) {
    const admit = createOncePerView(page, MAX_PER_VIEW);
    /** URLs of failed elements whose entries, which have less information, have not arrived yet. */
    const failed = new Set<string>();

    const report = (entry: PerformanceResourceTiming, failure?: string) => {
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
          // In page time; now if the browser has no entry.
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
        for (const entry of entries) if (!failed.delete(entry.name)) report(entry);
      }),
    );
    const onError = guard(({ eventPhase, target }: Event) => {
      const element = target as HTMLImageElement & HTMLLinkElement & HTMLObjectElement;
      const name = element.currentSrc || element.src || element.href || element.data;
      // In the capture phase: an event on the window itself is an unhandled error. Excludes `data:` URLs, and elements of SVG,
      // whose `href` is no text.
      if (eventPhase > 1 || !/^http/.test(name)) return;
      const unknown = { name, initiatorType: element.localName };
      report(findResource(name) ?? (unknown as PerformanceResourceTiming), 'load');
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
