import { documentMember } from './dom.js';

/**
 * The platform's functions as they were when this file was loaded. In a build all names of the platform refer to these
 * (build/plugins/platform.mjs); this file has those that are members of an object. zone.js keeps each function that it
 * replaces under this prefix (`__symbol__`, https://github.com/angular/angular/blob/main/packages/zone.js/lib/zone-impl.ts).
 */
const zonePrefix =
  (globalThis as { __Zone_symbol_prefix?: string }).__Zone_symbol_prefix || '__zone_symbol__';

/**
 * Returns the original of a member that zone.js has replaced; otherwise the member. Callbacks added with zone.js's functions
 * would run in the caller's zone, and Angular would detect changes after each of our timers.
 */
export function native<Holder extends object, Key extends keyof Holder & string>(
  holder: Holder | undefined,
  name: Key,
): Holder[Key] | undefined {
  const own = (holder as Record<string, unknown> | undefined)?.[zonePrefix + name];
  return typeof own === 'function' ? (own as Holder[Key]) : holder?.[name];
}

/** Native `fetch`; undefined if the platform does not have it. */
export const nativeFetch: typeof fetch | undefined = (globalThis.fetch as unknown) ? fetch : undefined;
/** Whether a request may outlive the page. Firefox before 133 ignores `keepalive` (https://bugzil.la/1342484). */
export const canKeepAlive: boolean = !!globalThis.Request && 'keepalive' in Request.prototype;
/** Wraps a callback: its errors, our own or those of the page's objects that it reads, never reach the page. */
export const harmless =
  <A extends unknown[], R>(callback: (...args: A) => R): ((...args: A) => R | undefined) =>
  (...args) => {
    try {
      return callback(...args);
    } catch {
      return undefined;
    }
  };

const timer =
  (set: typeof setTimeout | typeof setInterval) =>
  (callback: () => void, delayMillis: number): number =>
    set(harmless(callback), delayMillis) as unknown as number;
/** Native `setTimeout`, whose callback is harmless. */
export const nativeSetTimeout = timer(setTimeout);
/** Native `setInterval`, whose callback is harmless. */
export const nativeSetInterval = timer(setInterval);
/** Native `clearTimeout`, which clears intervals too (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#dom-clearinterval). */
export const nativeClearTimeout = clearTimeout as (id: number | undefined) => void;

const { scheduler } = globalThis as { scheduler?: { postTask?(run: () => void, options: object): unknown } };
/** Runs `callback` after this task and its microtasks; before all other tasks, if the browser has `scheduler.postTask`. */
export const afterTask: (callback: () => void) => void =
  typeof scheduler?.postTask === 'function'
    ? (callback) => void scheduler.postTask?.(callback, { priority: 'user-blocking' })
    : (callback) => void nativeSetTimeout(callback, 0);

const Target = globalThis.EventTarget as typeof EventTarget | undefined;
/**
 * Returns a native method of EventTarget. Targets that are none, as jsdom's window in Vitest and Jest, have their own called.
 * Looks at no target before it is called: servers import this too.
 */
const listening = <Name extends 'addEventListener' | 'removeEventListener'>(name: Name) => {
  const own = Target && native(Target.prototype, name);
  return function (this: EventTarget, ...args: Parameters<EventTarget['addEventListener']>): void {
    const method = Target && own && this instanceof Target ? own : this[name];
    method.apply(this, args);
  };
};
/** Native `addEventListener` and `removeEventListener`, not those that an app has put on one of its objects. */
export const nativeListen = listening('addEventListener');
export const nativeUnlisten = listening('removeEventListener');

/** Whether this is a page in a browser, not a server or a worker. */
export const isBrowser = (): boolean =>
  typeof window === 'object' &&
  typeof document === 'object' &&
  typeof documentMember('createElement') === 'function';
