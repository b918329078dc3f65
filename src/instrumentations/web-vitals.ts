import { type Attributes, ROOT_CONTEXT } from '@opentelemetry/api';
import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';
import { actionTarget, describeElement, describeInvoker, pathTo } from '../browser/element-name.js';
import { isHidden } from '../browser/lifecycle.js';
import { isOwnScript } from '../browser/script.js';
import { PAGE_BOUNDS, type PageView, pageAttributes } from '../context/page-view.js';
import { scriptPlace } from '../context/stack-frames.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Histogram bounds of vitals for which a page's are too wide; they include the good and poor thresholds. Seconds, except CLS. */
const BOUNDS: Record<string, number[]> = {
  inp: [0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 2, 5],
  cls: [0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1],
};
/** Maximum number of remembered views; the first one stays. */
const MAX_PLACES = 20;
interface Report {
  readonly id: string;
  readonly value: number;
  readonly attributes: Attributes;
}

/** Attribution of INP. For other vitals `interactionTime` is undefined. */
interface Interaction {
  readonly interactionTime: number;
}

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/** Matches the parts of a vital; the totals of its frames are no parts. */
const PART = /^(?!total).*(Delay|Duration|Byte|FCP)$/;

/** Converts a name to OpenTelemetry's style: `firstByteToFCP` → `first_byte_to_fcp`. */
const snakeCase = (name: string) => name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

/** Returns the plain values of web-vitals' attribution: selectors, URLs, phases in milliseconds; without entries. */
function attributionOf({ attribution, value }: MetricWithAttribution): Attributes {
  const attributes: Attributes = {};
  // A frame that rendered nothing has totals of +3,615 and -3,612 ms: if one part is negative, or the parts do not add up to
  // the value, none is reliable. CLS has no parts.
  const parts = Object.entries(attribution);
  const sum = parts.reduce((total, [name, part]) => (PART.test(name) ? total + part : total), 0);
  const isWrong = parts.some(([, part]) => part < 0) || (sum && Math.abs(sum - value) > 1);
  const add = (prefix: string, values: object, isDropped = isWrong) => {
    for (const [name, value] of Object.entries(values)) {
      // Empty texts and parts of 0 ms are omitted.
      if (!value || typeof value === 'object' || (isDropped && typeof value === 'number')) continue;
      attributes[prefix + snakeCase(name)] = value;
    }
  };
  add(names.WEB_VITAL_ATTRIBUTION, attribution);
  const script = 'longestScript' in attribution ? attribution.longestScript : undefined;
  if (script && !isOwnScript(script.entry.sourceURL)) {
    const prefix = `${names.WEB_VITAL_ATTRIBUTION}longest_script.`;
    add(prefix, {
      url: script.entry.sourceURL,
      functionName: script.entry.sourceFunctionName,
      invoker: describeInvoker(script.entry.invoker),
      subpart: script.subpart,
      duration: script.intersectingDuration,
    });
    // A place is no duration: it is right whatever the parts are.
    add(prefix, scriptPlace(script.entry), false);
  }
  return attributes;
}

/**
 * LCP, CLS, INP, FCP and TTFB by the web-vitals library, of each page and, if the browser reports them, each soft navigation:
 * an event for each report, and one measurement for each vital of a page. Measurements that were sent cannot be changed: a
 * later report adds to a histogram of corrections what is removed and what is added.
 */
export const webVitals = (): Instrumentation => ({
  name: 'web-vitals',
  setup({ logger, meter, page, actions, guard, urlTemplate, onPageEnd }) {
    /** Last report of each vital; only that one may be corrected. */
    const reported: Record<string, Report> = {};
    let isLive = true;

    /** Views, each with the start of its navigation: a navigation may have several views, or start within one. */
    const places: { view: PageView; start: number }[] = [];
    let latestStart = 0;
    const addPlace = (view: PageView) => {
      places.push({ view, start: latestStart });
      if (places.length > MAX_PLACES) places.splice(1, 1);
    };
    addPlace(page.current());
    const stopWatching = page.onChange(addPlace);
    /** Returns the view of a vital's navigation; if there are several, that of the interaction or the shift. */
    const viewOf = ({ attribution, navigationStartTime: start = 0 }: MetricWithAttribution): PageView => {
      if (start > latestStart) {
        latestStart = start;
        // A soft navigation, first seen with its first paint: it led to the current view. It starts with the interaction,
        // before the URL changes; if only the query changes, within the view.
        const latest = places[places.length - 1];
        if (latest && latest.view.startedAt >= start) latest.start = start;
        else addPlace(page.current());
      }
      const { interactionTime, largestShiftTime = start } = attribution as Partial<Interaction> & {
        largestShiftTime?: number;
      };
      let view: PageView | undefined;
      for (const place of places) {
        if (place.start === start && (!view || place.view.startedAt <= (interactionTime ?? largestShiftTime)))
          view = place.view;
      }
      return view ?? page.current();
    };

    const report = guard((metric: MetricWithAttribution) => {
      const name = metric.name.toLowerCase();
      const { id, value } = metric;
      const before = reported[name]?.id === id ? reported[name] : undefined;
      // web-vitals cannot be stopped.
      if (!isLive || before?.value === value) return;
      const view = viewOf(metric);
      // Not attributed to the open user action: a vital belongs to the page. An interaction belongs to its own action, if
      // that has a span.
      const { interactionTime } = metric.attribution as Interaction;
      const context =
        actions.contextOf(interactionTime, interactionTime + value) ?? view.context ?? ROOT_CONTEXT;
      const attributes = {
        [names.WEB_VITAL_RATING]: metric.rating,
        [names.WEB_VITAL_NAVIGATION_TYPE]: metric.navigationType,
        ...(view.route && { [names.DOCUMENT_URL_TEMPLATE]: view.route }),
      };
      logger.emit({
        eventName: names.EVENT_WEB_VITAL,
        context,
        severityNumber: SEVERITY_INFO,
        attributes: {
          ...pageAttributes(view),
          ...attributes,
          [names.WEB_VITAL_NAME]: name,
          [names.WEB_VITAL_VALUE]: value,
          [names.WEB_VITAL_DELTA]: value - (before?.value ?? 0),
          [names.WEB_VITAL_ID]: id,
          [names.NAVIGATION_ID]: metric.navigationId || undefined,
          ...attributionOf(metric),
        },
      });
      const measure = (prefix: string, source: Report, more?: Attributes) =>
        meter
          .createHistogram(prefix + name, {
            unit: name === 'cls' ? '1' : 's',
            description: metric.name,
            advice: { explicitBucketBoundaries: BOUNDS[name] ?? PAGE_BOUNDS },
          })
          .record(
            name === 'cls' ? source.value : source.value / 1000,
            { ...source.attributes, ...more },
            context,
          );
      const current = { id, value, attributes };
      const correct = (source: Report, side: string) =>
        measure(names.METRIC_WEB_VITAL_CORRECTION, source, { [names.CORRECTION]: side });
      if (before) {
        correct(before, 'removed');
        correct(current, 'added');
      } else measure(names.METRIC_WEB_VITAL, current);
      reported[name] = current;
    });

    const options = {
      reportSoftNavs: true,
      generateTarget: (node: Node | null) => describeElement(node, urlTemplate),
    };
    for (const observeVital of [onLCP, onCLS, onFCP]) observeVital(report, options);
    // Without soft navigations: web-vitals would report 0 ms for them.
    onTTFB(report);
    // web-vitals observes an interaction just before the page is hidden only after its own last report. We keep its latest
    // value, and report it when the page is hidden or the next navigation starts. After `pagehide`, `visibilitychange`
    // follows.
    let latestInp: MetricWithAttribution | undefined;
    const hold = (metric: MetricWithAttribution) => {
      if (latestInp && latestInp.id !== metric.id) report(latestInp);
      latestInp = metric;
    };
    onINP(hold, {
      ...options,
      reportAllChanges: true,
      // The same name as the click's event.
      generateTarget: (node) => describeElement(actionTarget(pathTo(node)), urlTemplate),
    });
    onPageEnd(() => {
      if (latestInp && isHidden()) report(latestInp);
    });
    return () => {
      stopWatching();
      isLive = false;
    };
  },
});
