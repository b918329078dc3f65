import { bare } from './bare.js';
import { documentMember, documentState } from './dom.js';
import { whenIdle } from './idle.js';
import { isKnownEntryType } from './known-entries.js';
import { harmless, nativeClearTimeout, nativeListen, nativeSetTimeout, nativeUnlisten } from './natives.js';

/** Undoes the call that returned it. */
export type Stop = () => void;

export interface Lifecycle {
  /**
   * Calls back whenever the page may end: it is hidden, unloaded or frozen. All callbacks run in one synchronous pass,
   * `last` ones at its end, since the page may be gone before a promise settles. `isLeft`: the page is being unloaded,
   * and its requests end with it. `isFrozen`: the browser may discard it without another event.
   */
  onPageEnd(callback: (isLeft: boolean, isFrozen: boolean) => void, order?: 'first' | 'last'): Stop;
  /** Calls back when the page is restored from the back/forward cache; `moment` is in page time. */
  onRestore(callback: (moment: number) => void): Stop;
  /**
   * Calls back once: when the page has loaded and is idle, or is hidden before that; not while it is prerendered.
   * Immediately if that has already happened.
   */
  whenReady(callback: () => void): void;
  /** Runs the callbacks of `whenReady` now. */
  makeReady(): void;
  stop: Stop;
}

/** Maximum time to wait for the load event. */
const MAX_LOAD_WAIT_MILLIS = 10_000;

/**
 * Whether the browser hides a visible page right after `pagehide`, in the same task. Chromium 156, Firefox 153, WebKitGTK
 * 2.50 and Safari from 14.1 on (https://webkit.org/b/151610) do; Safari 14.1 is the first that reports paint entries.
 */
const isHiddenAfterPagehide = () => isKnownEntryType('paint');

/** Whether the page is hidden now. */
export const isHidden = (): boolean => !!globalThis.document && documentState('visibilityState') === 'hidden';

/** Whether the document and its subresources have loaded. */
export const isLoaded = (): boolean => documentMember('readyState') === 'complete';

/** Whether the page has closed itself. Its requests then report failure even if the server receives them. */
export const isClosing = (): boolean => globalThis.closed === true;

/** Whether the browser has a network connection, as far as it knows. */
export const isOnline = (): boolean => globalThis.navigator?.onLine !== false;

/** Whether the page is prerendered and not yet shown. */
const isPrerendering = (): boolean => documentState('prerendering') === true;

/** Calls back when a prerendered page is shown; immediately if the page is not prerendered. */
export function whenActivated(callback: () => void): Stop {
  if (isPrerendering())
    return listen(document, 'prerenderingchange', () => {
      if (!isPrerendering()) callback();
    });
  callback();
  return () => {};
}

/** Calls back in the task after the load event, when `loadEventEnd` is known; immediately if that is past. */
export function whenLoaded(callback: () => void): Stop {
  let timer: number | undefined;
  const waitForTask = () => {
    // Scripts that load other scripts late dispatch a `load` event of their own.
    if (isLoaded()) timer = nativeSetTimeout(callback, 0);
  };
  let stop: Stop = () => {};
  if (!isLoaded()) stop = listen(window, 'load', waitForTask);
  // During the load event itself (https://w3c.github.io/navigation-timing/#dom-performancenavigationtiming-loadeventend):
  // a listener that is added now would not be called.
  else if (loadEventEnd() === 0) waitForTask();
  else callback();
  return () => {
    stop();
    nativeClearTimeout(timer);
  };
}

const loadEventEnd = () =>
  (performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined)?.loadEventEnd;

/** Adds a passive listener, and returns a function that removes it. Errors of the listener never reach the page. */
export function listen(
  target: EventTarget,
  type: string,
  // biome-ignore lint/suspicious/noExplicitAny: the type of the event depends on its name
  listener: (event: any) => void,
  capture = false,
): Stop {
  // Callers that report errors wrap their listener in `guard`.
  const guarded = harmless(listener);
  nativeListen.call(target, type, guarded, bare({ capture, passive: true }));
  return () => nativeUnlisten.call(target, type, guarded, { capture });
}

/** Wraps a listener to ignore events that a script has dispatched. */
export const ifTrusted =
  <E extends Event>(listener: (event: E) => void) =>
  (event: E): void => {
    if (event.isTrusted) listener(event);
  };

/** Adds a passive listener to the window; with `capture` it runs before the page's own. */
export const listenToPage = (type: string, listener: Parameters<typeof listen>[2], capture = false): Stop =>
  listen(window, type, listener, capture);

/**
 * Calls back when the page has not handled a rejection. zone.js reports rejections of its own promises only to listeners that
 * were added with its own `addEventListener` (https://github.com/angular/angular/blob/main/packages/zone.js/lib/common/promise.ts,
 * `findPromiseRejectionHandler`); in the root zone they cause no change detection. zone.js may be loaded after otel-rum.
 */
export function listenToRejections(listener: (event: PromiseRejectionEvent) => void): Stop {
  const type = 'unhandledrejection';
  const add = () => {
    const { Zone } = globalThis as { Zone?: { root?: { run?(callback: () => void): void } } };
    if (typeof Zone?.root?.run !== 'function') return listenToPage(type, listener);
    Zone.root.run(() => window.addEventListener(type, listener));
    return () => window.removeEventListener(type, listener);
  };
  let stop = add();
  const stopWaiting = whenLoaded(() => {
    stop();
    stop = add();
  });
  return () => {
    stopWaiting();
    stop();
  };
}

/**
 * Watches the page's life. All listeners are on the window's bubble phase, after those of the page and of web-vitals,
 * except for `pageshow`: it comes before them, so that what they report belongs to the new view.
 */
export function createLifecycle(): Lifecycle {
  const first = new Set<(isLeft: boolean, isFrozen: boolean) => void>();
  const last = new Set<(isLeft: boolean, isFrozen: boolean) => void>();
  const ready = new Set<() => void>();
  let isReady = false;

  const makeReady = () => {
    if (isReady || isPrerendering()) return;
    isReady = true;
    for (const callback of ready) callback();
    ready.clear();
  };
  /** `pagehide` was dispatched, and `visibilitychange`, on which web-vitals and others report, will follow. */
  let isLeft = false;
  const end = (isFrozen = false) => {
    const wasLeft = isLeft;
    isLeft = false;
    // A prerendered page that is discarded unseen counts as no visit.
    if (isPrerendering()) return;
    makeReady();
    for (const callback of [...first, ...last]) callback(wasLeft, isFrozen);
  };
  const endIfHidden = () => isHidden() && end();
  const endWhenHidden = () => {
    isLeft = true;
    if (isHidden() || !isHiddenAfterPagehide()) return end();
    // If a script dispatched the event, no `visibilitychange` follows: the records leave anyway.
    nativeSetTimeout(() => isLeft && end(), 0);
  };

  const stops: Stop[] = [
    listen(window, 'visibilitychange', endIfHidden),
    listen(window, 'pagehide', endWhenHidden),
    listen(document, 'freeze', () => end(true)),
  ];
  const makeReadyWhenIdle = () => {
    stops.push(whenIdle(makeReady));
  };
  stops.push(
    whenActivated(() => {
      stops.push(whenLoaded(makeReadyWhenIdle));
      const timer = nativeSetTimeout(makeReadyWhenIdle, MAX_LOAD_WAIT_MILLIS);
      stops.push(() => nativeClearTimeout(timer));
    }),
  );

  return {
    onPageEnd(callback, order = 'first') {
      const callbacks = order === 'first' ? first : last;
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
    onRestore: (callback) =>
      listen(
        window,
        'pageshow',
        ifTrusted((event: PageTransitionEvent) => event.persisted && callback(event.timeStamp)),
        true,
      ),
    whenReady: (callback) => {
      if (isReady) callback();
      else ready.add(callback);
    },
    makeReady,
    stop: () => {
      for (const stop of stops) stop();
      isReady = true;
    },
  };
}
