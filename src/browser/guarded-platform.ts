import { bare } from './bare.js';
import { documentState } from './dom.js';
import { readKnownEntries } from './known-entries.js';
import { harmless, nativeListen, nativeSetTimeout, nativeUnlisten } from './natives.js';

/**
 * The platform as the bundled web-vitals sees it: native functions whose callbacks never throw into the page. web-vitals
 * throws in browsers that lack a function (Chromium 91: `e.entries.at is not a function`), and if the page has replaced
 * `performance`; that vital is then missing. build/plugins/platform.mjs puts these names before the library's code.
 */
type Callback = (...args: never[]) => unknown;

const guardOf = new WeakMap<object, Callback>();
const guarded = <C extends Callback>(callback: C): C => {
  const known = guardOf.get(callback);
  if (known) return known as C;
  const guard = harmless(callback) as C;
  guardOf.set(callback, guard);
  return guard;
};

type Listener = (event: Event) => void;

function listen(type: string, listener: Listener, options?: AddEventListenerOptions | boolean): void {
  nativeListen.call(window, type, guarded(listener), options);
}
function unlisten(type: string, listener: Listener, options?: EventListenerOptions | boolean): void {
  nativeUnlisten.call(window, type, guarded(listener), options);
}
const microtask = (callback: () => void): void => queueMicrotask(guarded(callback));
const frame = (callback: FrameRequestCallback): number => requestAnimationFrame(guarded(callback));
const timeout = (callback: () => void, delayMillis = 0): number => nativeSetTimeout(callback, delayMillis);
const idle = (callback: () => void, options: IdleRequestOptions): number =>
  requestIdleCallback(guarded(callback), options);

/** Its own states, also if an image of the page has their name (`<img name="prerendering">`). */
const page = new Proxy(
  {},
  bare<ProxyHandler<object>>({ get: (_, name) => documentState(name as keyof Document) }),
);

declare const PerformanceSoftNavigation: unknown;
/** The globals that web-vitals reads. A build declares each name; undefined means that the browser lacks it. */
const globals = {
  performance: { getEntriesByType: readKnownEntries },
  PerformanceObserver,
  PerformanceEventTiming,
  PerformanceSoftNavigation,
  ...((requestIdleCallback as unknown) ? { requestIdleCallback: idle, cancelIdleCallback } : {}),
};

export {
  frame as requestAnimationFrame,
  globals as globalThis,
  listen as addEventListener,
  microtask as queueMicrotask,
  page as document,
  timeout as setTimeout,
  unlisten as removeEventListener,
};
