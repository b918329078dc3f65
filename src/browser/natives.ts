/**
 * The platform's functions as they were when this file was loaded: what the page, or another library, replaces
 * later does not reach us, and what we patch does not call us back.
 */
const scope = globalThis as typeof globalThis & { fetch?: typeof fetch };

/** Native `fetch`, bound to the global object; undefined where the platform has none. */
export const nativeFetch: typeof fetch | undefined = scope.fetch?.bind(scope);
/** Native `setTimeout`. */
export const nativeSetTimeout = scope.setTimeout.bind(scope) as (
  callback: () => void,
  delayMillis: number,
) => number;
/** Native `clearTimeout`. */
export const nativeClearTimeout = scope.clearTimeout.bind(scope) as (id: number | undefined) => void;

const { scheduler } = scope as { scheduler?: { postTask?(run: () => void, options: object): unknown } };
/** Runs `callback` when this task and its microtasks are over; before all other tasks, if the browser can do that. */
export const afterTask: (callback: () => void) => void =
  typeof scheduler?.postTask === 'function'
    ? (callback) => void scheduler.postTask?.(callback, { priority: 'user-blocking' })
    : (callback) => void nativeSetTimeout(callback, 0);

/** Native `addEventListener` and its opposite: an app's own, on one of its objects, is not for us to call. */
export const { addEventListener: nativeListen, removeEventListener: nativeUnlisten } = EventTarget.prototype;

/** Whether this is a page that a browser shows: not a server, not a worker. */
export const isBrowser = (): boolean =>
  typeof window === 'object' && typeof document === 'object' && typeof document.createElement === 'function';
