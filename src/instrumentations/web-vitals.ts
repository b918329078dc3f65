import { type Attributes, ROOT_CONTEXT } from '@opentelemetry/api';
import { type MetricWithAttribution, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals/attribution';
import { actionTarget, describeElement, describeInvoker, pathTo } from '../browser/element-name.js';
import { isHidden } from '../browser/lifecycle.js';
import { isOwnScript } from '../browser/script.js';
import { PAGE_BOUNDS, type PageView, pageAttributes } from '../context/page-view.js';
import { scriptPlace } from '../context/stack-frames.js';
import type { Instrumentation } from '../instrumentation.js';
import * as names from '../semconv.js';

/** Histogram bounds where a page's are too wide: the good and poor thresholds are among them. Seconds, but for CLS. */
const BOUNDS: Record<string, number[]> = {
  inp: [0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5],
  cls: [0, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.5, 1],
};
/** Places that are remembered; the first one stays. */
const MAX_PLACES = 20;
interface Report {
  readonly id: string;
  readonly value: number;
  readonly attributes: Attributes;
}

/** What the attribution of INP has; with that of others the sum is no number, and no action began then. */
interface Interaction {
  readonly interactionTime: number;
}

/** OpenTelemetry's SeverityNumber INFO. */
const SEVERITY_INFO = 9;

/** The parts that a vital consists of; the totals of its frames are no such. */
const PART = /^(?!total).*(Delay|Duration|Byte|FCP)$/;

/** `firstByteToFCP` → `first_byte_to_fcp`, as OpenTelemetry names attributes. */
const snakeCase = (name: string) => name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

/** What of web-vitals' attribution is a plain value: selectors, URLs, phases in milliseconds; entries are left out. */
function attributionOf({ attribution, value }: MetricWithAttribution): Attributes {
  const attributes: Attributes = {};
  // A frame that rendered nothing has totals of +3,615 and -3,612 ms: if one part is wrong, the others are not right.
  // Nor are parts that do not add up to the value; CLS has none.
  const parts = Object.entries(attribution);
  const sum = parts.reduce((total, [name, part]) => (PART.test(name) ? total + part : total), 0);
  const isWrong = parts.some(([, part]) => part < 0) || (sum && Math.abs(sum - value) > 1);
  const add = (prefix: string, values: object) => {
    for (const [name, value] of Object.entries(values)) {
      // An empty text, and a part that took no time, are the absence of one.
      if (!value || typeof value === 'object' || (isWrong && typeof value === 'number')) continue;
      attributes[prefix + snakeCase(name)] = value;
    }
  };
  add(names.WEB_VITAL_ATTRIBUTION, attribution);
  const script = 'longestScript' in attribution ? attribution.longestScript : undefined;
  if (script && !isOwnScript(script.entry.sourceURL)) {
    add(`${names.WEB_VITAL_ATTRIBUTION}longest_script.`, {
      url: script.entry.sourceURL || undefined,
      functionName: script.entry.sourceFunctionName || undefined,
      invoker: describeInvoker(script.entry.invoker),
      subpart: script.subpart,
      duration: script.intersectingDuration,
      ...scriptPlace(script.entry),
    });
  }
  return attributes;
}

/**
 * LCP, CLS, INP, FCP and TTFB by the web-vitals library, of each page and, where the browser reports them, of each soft
 * navigation: an event for each report, and one measurement for each vital of a page. A histogram cannot take back what
 * has been sent: a later report goes into a histogram of corrections, as what is removed and what is added.
 */
export const webVitals = (): Instrumentation => ({
  name: 'web-vitals',
  setup({ logger, meter, page, actions, guard, urlTemplate, onPageEnd }) {
    /** The last report of each vital; only that one may be corrected. */
    const told: Record<string, Report> = {};
    let isLive = true;

    /** Views, each with the start of its navigation: one may have several views, or begin within one. */
    const places: { view: PageView; start: number }[] = [];
    let latestStart = 0;
    const addPlace = (view: PageView) => {
      places.push({ view, start: latestStart });
      if (places.length > MAX_PLACES) places.splice(1, 1);
    };
    addPlace(page.current());
    const stopWatching = page.onChange(addPlace);
    /** The view of the vital's navigation; of several, that of the interaction or the shift. */
    const viewOf = ({ attribution, navigationStartTime: start = 0 }: MetricWithAttribution): PageView => {
      if (start > latestStart) {
        latestStart = start;
        // A soft navigation, seen first with its first paint: it led to the view that is there now. It began with the
        // interaction, before the URL changed; where only the query has changed, within the view.
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
      const before = told[name]?.id === id ? told[name] : undefined;
      // The library has no way to stop.
      if (!isLive || before?.value === value) return;
      const view = viewOf(metric);
      // A vital is the page's, not the doing of the action that happens to be open when it is reported; but an
      // interaction is the action that it was, where that has a span.
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
      const measure = (prefix: string, told: Report, more?: Attributes) =>
        meter
          .createHistogram(prefix + name, {
            unit: name === 'cls' ? '1' : 's',
            description: `Web Vital ${metric.name}.`,
            advice: { explicitBucketBoundaries: BOUNDS[name] ?? PAGE_BOUNDS },
          })
          .record(name === 'cls' ? told.value : told.value / 1000, { ...told.attributes, ...more }, context);
      const current = { id, value, attributes };
      const correct = (told: Report, side: string) =>
        measure(names.METRIC_WEB_VITAL_CORRECTION, told, { [names.CORRECTION]: side });
      if (before) {
        correct(before, 'removed');
        correct(current, 'added');
      } else measure(names.METRIC_WEB_VITAL, current);
      told[name] = current;
    });

    const options = {
      reportSoftNavs: true,
      generateTarget: (node: Node | null) => describeElement(node, urlTemplate),
    };
    for (const observeVital of [onLCP, onCLS, onFCP]) observeVital(report, options);
    // Without soft navigations, which have no first byte: the library would tell of 0 ms.
    onTTFB(report);
    // Of an interaction just before the page is hidden the library hears after its own last report: so we keep its latest
    // value, and report that when the page is hidden or the next navigation has begun. Where `pagehide` comes first,
    // `visibilitychange` follows.
    let latestInp: MetricWithAttribution | undefined;
    const hold = (metric: MetricWithAttribution) => {
      if (latestInp && latestInp.id !== metric.id) report(latestInp);
      latestInp = metric;
    };
    onINP(hold, {
      ...options,
      reportAllChanges: true,
      // Named like the click.
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
