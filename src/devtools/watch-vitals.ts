/** A vital as it is now; the page may still change it. */
export interface VitalNow {
  readonly value: number;
  /** Reads its element; undefined if there is none, or the page has removed it. */
  element(): Element | undefined;
}

/** Measures vitals while a page is open: otel-rum reports CLS and INP when it ends. */
export interface VitalsNow {
  read(name: string): VitalNow | undefined;
  stop(): void;
}

interface LargestPaint extends PerformanceEntry {
  readonly element?: Element | null;
}
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources?: readonly { readonly node?: Node | null }[];
}
interface Interaction extends PerformanceEntry {
  readonly interactionId?: number;
  readonly target?: Node | null;
}

/** Shifts within one window add up; the worst window counts: https://web.dev/articles/cls */
const MAX_GAP_MILLIS = 1_000;
const MAX_WINDOW_MILLIS = 5_000;

const none = () => undefined;
const asElement = (node: Node | null | undefined) =>
  node ? (node.nodeType === 1 ? (node as Element) : (node.parentElement ?? undefined)) : undefined;

/** Watches the page's vitals. @param onChange called when one has changed */
export function watchVitals(onChange: () => void): VitalsNow {
  const vitals = new Map<string, VitalNow>();
  const observers: PerformanceObserver[] = [];
  /** @returns whether the browser reports entries of this type */
  const watch = <E extends PerformanceEntry>(type: string, onEntry: (entry: E) => void, more = {}) => {
    try {
      if (!PerformanceObserver.supportedEntryTypes.includes(type)) return false;
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) onEntry(entry as E);
        onChange();
      });
      observer.observe({ type, buffered: true, ...more });
      return observers.push(observer) > 0;
    } catch {
      // This browser measures it in no way, or the page has replaced the constructor.
      return false;
    }
  };
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // A prerendered page's times count from the moment at which it was shown.
  const shownAt = (load as { activationStart?: number } | undefined)?.activationStart ?? 0;
  const since = (at: number) => Math.max(0, at - shownAt);
  if (load?.responseStart) vitals.set('ttfb', { value: since(load.responseStart), element: none });
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') vitals.set('fcp', { value: since(startTime), element: none });
  });
  watch<LargestPaint>('largest-contentful-paint', (entry) =>
    // The entry forgets an element that is removed: nothing here keeps it.
    vitals.set('lcp', { value: since(entry.startTime), element: () => entry.element ?? undefined }),
  );

  let sum = 0;
  let firstAt = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let largest: LayoutShift | undefined;
  const hasShifts = watch<LayoutShift>('layout-shift', (entry) => {
    if (entry.hadRecentInput) return;
    const { startTime, value } = entry;
    if (startTime - lastAt > MAX_GAP_MILLIS || startTime - firstAt > MAX_WINDOW_MILLIS) {
      sum = 0;
      firstAt = startTime;
      largest = undefined;
    }
    lastAt = startTime;
    sum += value;
    if (!largest || value > largest.value) largest = entry;
    if (sum <= (vitals.get('cls')?.value ?? 0)) return;
    const shift = largest;
    vitals.set('cls', {
      value: sum,
      element: () => asElement(shift.sources?.find(({ node }) => node)?.node),
    });
  });
  if (hasShifts) vitals.set('cls', { value: 0, element: none });

  const onInteraction = (entry: Interaction) => {
    if (!entry.interactionId || entry.duration <= (vitals.get('inp')?.value ?? -1)) return;
    vitals.set('inp', { value: entry.duration, element: () => asElement(entry.target) });
  };
  watch<Interaction>('event', onInteraction, { durationThreshold: 16 });
  watch<Interaction>('first-input', onInteraction);
  return {
    read: (name) => vitals.get(name),
    stop() {
      for (const observer of observers) observer.disconnect();
    },
  };
}
