import { documentMember } from './dom.js';
import { whenIdle } from './idle.js';
import { isKnownEntryType } from './known-entries.js';
import { nativeClearTimeout, nativeListen, nativeSetTimeout, nativeUnlisten } from './natives.js';

/** Takes back what it came from. */
export type Stop = () => void;

export interface Lifecycle {
  /**
   * Calls back whenever the page may be at its end: hidden, unloaded or frozen. All callbacks run in one synchronous
   * pass, `last` ones after all others: the page may be gone before any promise settles. `isLeft`: the page is being
   * unloaded, and its requests end with it. `isFrozen`: it may be discarded without another event.
   */
  onPageEnd(callback: (isLeft: boolean, isFrozen: boolean) => void, order?: 'first' | 'last'): Stop;
  /** Calls back when the back/forward cache gave the page back; `moment` is in page time. */
  onRestore(callback: (moment: number) => void): Stop;
  /**
   * Calls back once: when the page has loaded and is idle, or is hidden before that; never while it is prerendered.
   * At once where it already was.
   */
  whenReady(callback: () => void): void;
  /** Does not wait any longer. */
  makeReady(): void;
  stop: Stop;
}

/** A page that never finishes loading is taken for loaded after this long. */
const MAX_LOAD_WAIT_MILLIS = 10_000;

/**
 * Whether a visible page that is left is hidden right after `pagehide`, in the same task: Chromium 156, Firefox 153 and
 * WebKitGTK 2.50 do so, Safari from 14.1 on (https://webkit.org/b/151610), which is the first to report paints.
 */
const isHiddenAfterPagehide = () => isKnownEntryType('paint');

/** Whether the page is hidden now. */
export const isHidden = (): boolean => globalThis.document?.visibilityState === 'hidden';

/** Whether the document and all that it is made of is there. */
export const isLoaded = (): boolean => documentMember('readyState') === 'complete';

/** Whether the page has closed itself: its requests fail for that alone, also those that are on their way all the same. */
export const isClosing = (): boolean => globalThis.closed === true;

/** Whether the browser has a network, as far as it knows. */
export const isOnline = (): boolean => globalThis.navigator?.onLine !== false;

/** Whether nobody sees the page yet, and maybe nobody ever will. */
const isPrerendering = (): boolean => (document as { prerendering?: boolean }).prerendering === true;

/** Calls back when a prerendered page is shown; at once where the page is no such one. */
export function whenActivated(callback: () => void): Stop {
  if (isPrerendering())
    return listen(document, 'prerenderingchange', () => {
      if (!isPrerendering()) callback();
    });
  callback();
  return () => {};
}

/** Calls back in the task after the load event, when `loadEventEnd` is known; at once where that is past. */
export function whenLoaded(callback: () => void): Stop {
  let timer: number | undefined;
  const waitForTask = () => {
    // Scripts that load other scripts late dispatch a `load` event of their own.
    if (isLoaded()) timer = nativeSetTimeout(callback, 0);
  };
  let stop: Stop = () => {};
  if (!isLoaded()) stop = listen(window, 'load', waitForTask);
  // The load event is being dispatched: a listener added now would not be called.
  else if (loadEventEnd() === 0) waitForTask();
  else callback();
  return () => {
    stop();
    nativeClearTimeout(timer);
  };
}

const loadEventEnd = () =>
  (performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined)?.loadEventEnd;

/** Adds a passive listener; the result removes it. What the listener throws never reaches the page. */
export function listen(
  target: EventTarget,
  type: string,
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows the event that its type brings
  listener: (event: any) => void,
  capture = false,
): Stop {
  const guarded = (event: Event) => {
    try {
      listener(event);
    } catch {
      // A fault of our own: those that report it have a guard beneath.
    }
  };
  nativeListen.call(target, type, guarded, { capture, passive: true });
  return () => nativeUnlisten.call(target, type, guarded, { capture });
}

/** A listener that ignores what a script has dispatched. */
export const ifTrusted =
  <E extends Event>(listener: (event: E) => void) =>
  (event: E): void => {
    if (event.isTrusted) listener(event);
  };

/** Adds a passive listener to the page as a whole; with `capture` it comes before the page's own. */
export const listenToPage = (type: string, listener: Parameters<typeof listen>[2], capture = false): Stop =>
  listen(window, type, listener, capture);

/**
 * Calls back when the page has not handled a rejection. zone.js reports those of its own promises only to listeners that
 * its own `addEventListener` has added (zone.js, `promise.ts`, `findPromiseRejectionHandler`); in the root zone nobody
 * notices that they run. It may be loaded after us.
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
 * Watches the page's life. Every listener sits on the window's bubble phase: after those of the page and of web-vitals;
 * but for a return's, before them: what they tell belongs to the new view.
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
  /** `pagehide` has come, and the end waits for `visibilitychange`: only then web-vitals and others report. */
  let isLeft = false;
  const end = (isFrozen = false) => {
    const wasLeft = isLeft;
    isLeft = false;
    // A prerendered page that is thrown away was never there.
    if (isPrerendering()) return;
    makeReady();
    for (const callback of [...first, ...last]) callback(wasLeft, isFrozen);
  };
  const endIfHidden = () => isHidden() && end();
  const endWhenHidden = () => {
    isLeft = true;
    if (isHidden() || !isHiddenAfterPagehide()) return end();
    // A script may have dispatched the event: the page lives on, and its records leave all the same.
    nativeSetTimeout(() => isLeft && end(), 0);
  };

  const stops: Stop[] = [
    listen(window, 'visibilitychange', endIfHidden),
    listen(window, 'pagehide', endWhenHidden),
    listen(document, 'freeze', () => end(true)),
  ];
  const makeReadyWhenIdle = () => whenIdle(makeReady);
  stops.push(
    whenActivated(() => {
      stops.push(whenLoaded(makeReadyWhenIdle));
      nativeSetTimeout(makeReadyWhenIdle, MAX_LOAD_WAIT_MILLIS);
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
        (event: PageTransitionEvent) => event.persisted && callback(event.timeStamp),
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
