import { type Attributes, ROOT_CONTEXT } from '@opentelemetry/api';
import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';
import { isHidden } from '../browser/lifecycle.js';
import { describeElement } from '../browser/selector.js';
import { type PageView, pageAttributes } from '../context/page-view.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Histogram bounds: each vital's good and poor thresholds are among them. Seconds, but for CLS. */
const BOUNDS: Record<string, number[]> = {
  lcp: [0.25, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 7.5, 10, 20],
  fcp: [0.25, 0.5, 0.9, 1.2, 1.5, 1.8, 2.4, 3, 4, 5, 7.5, 10],
  ttfb: [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.4, 1.8, 2.5, 4, 8],
  inp: [0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5],
  cls: [0, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1],
};
/** Views that are remembered, to place a vital; the first one stays. */
const MAX_VIEWS = 20;
/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/** `largestShiftTime` → `largest_shift_time`, as OpenTelemetry names attributes. */
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What of web-vitals' attribution is a plain value: selectors, URLs, phases in milliseconds; entries are left out. */
function attributionOf({ attribution }: MetricWithAttribution): Attributes {
  const attributes: Attributes = {};
  const add = (prefix: string, values: object) => {
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && typeof value !== 'object') attributes[prefix + snakeCase(name)] = value;
    }
  };
  add(names.WEB_VITAL_ATTRIBUTION, attribution);
  const script = 'longestScript' in attribution ? attribution.longestScript : undefined;
  if (script) {
    add(`${names.WEB_VITAL_ATTRIBUTION}longest_script.`, {
      url: script.entry.sourceURL || undefined,
      functionName: script.entry.sourceFunctionName || undefined,
      invoker: script.entry.invoker,
      subpart: script.subpart,
      duration: script.intersectingDuration,
    });
  }
  return attributes;
}

/**
 * LCP, CLS, INP, FCP and TTFB by the web-vitals library: an event for each report, and one measurement for each vital
 * of a page (a later report of the same one corrects the event; a histogram cannot take back what it has counted).
 */
export const webVitals = (): Instrumentation => ({
  name: 'web-vitals',
  setup({ logger, meter, page, guard, onPageEnd }) {
    const histograms = Object.fromEntries(
      Object.entries(BOUNDS).map(([name, explicitBucketBoundaries]) => [
        name,
        meter.createHistogram(names.METRIC_WEB_VITAL + name, {
          unit: name === 'cls' ? '1' : 's',
          description: `Web Vital ${name.toUpperCase()}.`,
          advice: { explicitBucketBoundaries },
        }),
      ]),
    );
    /** The last value told of each metric instance. */
    const told = new Map<string, number>();
    let isLive = true;

    const views = [page.current()];
    const stopWatching = page.onChange((view) => {
      views.push(view);
      if (views.length > MAX_VIEWS) views.splice(1, 1);
    });
    /** The view at a moment: INP and CLS belong to the route where the interaction or the shift was. */
    const viewOf = ({ attribution, navigationStartTime = 0 }: MetricWithAttribution): PageView => {
      const { interactionTime, largestShiftTime } = attribution as {
        interactionTime?: number;
        largestShiftTime?: number;
      };
      const at = interactionTime ?? largestShiftTime ?? navigationStartTime;
      return views.filter(({ startedAt }) => startedAt <= at).pop() ?? (views[0] as PageView);
    };

    const report = guard((metric: MetricWithAttribution) => {
      const before = told.get(metric.id);
      // The library has no way to stop.
      if (!isLive || before === metric.value) return;
      told.set(metric.id, metric.value);
      const view = viewOf(metric);
      const name = metric.name.toLowerCase();
      const shared: Attributes = {
        [names.WEB_VITAL_RATING]: metric.rating,
        [names.WEB_VITAL_NAVIGATION_TYPE]: metric.navigationType,
      };
      logger.emit({
        eventName: names.EVENT_WEB_VITAL,
        // A vital is the page's, not the doing of the action that happens to be open when it is reported.
        context: ROOT_CONTEXT,
        severityNumber: SEVERITY_INFO,
        attributes: {
          ...pageAttributes(view),
          ...shared,
          [names.WEB_VITAL_NAME]: name,
          [names.WEB_VITAL_VALUE]: metric.value,
          [names.WEB_VITAL_DELTA]: metric.value - (before ?? 0),
          [names.WEB_VITAL_ID]: metric.id,
          ...attributionOf(metric),
        },
      });
      if (before !== undefined) return;
      histograms[name]?.record(name === 'cls' ? metric.value : metric.value / 1000, {
        ...shared,
        ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
      });
    });

    const options = {
      // A text that shifts is told by the element around it.
      generateTarget: (node: Node | null) =>
        describeElement(node instanceof Element ? node : (node?.parentElement ?? null)),
    };
    for (const observeVital of [onLCP, onCLS, onFCP, onTTFB]) observeVital(report, options);
    // Of an interaction just before the page is hidden the library hears after its own last report: so we keep its latest
    // value, and report that. Where `pagehide` comes first, `visibilitychange` follows.
    let latestInp: MetricWithAttribution | undefined;
    const hold = (metric: MetricWithAttribution) => {
      latestInp = metric;
    };
    onINP(hold, { ...options, reportAllChanges: true });
    onPageEnd(() => {
      if (latestInp && isHidden()) report(latestInp);
    });
    return () => {
      stopWatching();
      isLive = false;
    };
  },
});
