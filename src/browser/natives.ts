import { documentMember } from './dom.js';

/**
 * The platform's functions as they were when this file was loaded. In a build every name of the platform is such a one
 * (build/plugins/platform.mjs); here are those that are members of an object. zone.js keeps each function that it
 * replaces beside it, under this prefix (zone.js, `zone-impl.ts`, `__symbol__`).
 */
const zonePrefix =
  (globalThis as { __Zone_symbol_prefix?: string }).__Zone_symbol_prefix || '__zone_symbol__';

/**
 * Returns the member that zone.js, if it was first, has put its own over; else the member. What our own code adds by
 * zone.js's functions would run in the zone of whoever called us: Angular would detect changes for each of our timers.
 */
export function native<Holder extends object, Key extends keyof Holder & string>(
  holder: Holder | undefined,
  name: Key,
): Holder[Key] | undefined {
  const own = (holder as Record<string, unknown> | undefined)?.[zonePrefix + name];
  return typeof own === 'function' ? (own as Holder[Key]) : holder?.[name];
}

/** Native `fetch`; undefined if the platform has none. */
export const nativeFetch: typeof fetch | undefined = (globalThis.fetch as unknown) ? fetch : undefined;
/** Whether a request may outlive the page. Firefox before 133 ignores `keepalive` (https://bugzil.la/1342484). */
export const canKeepAlive: boolean = !!globalThis.Request && 'keepalive' in Request.prototype;
/** Native `setTimeout`. */
export const nativeSetTimeout = setTimeout as unknown as (
  callback: () => void,
  delayMillis: number,
) => number;
/** Native `clearTimeout`. */
export const nativeClearTimeout = clearTimeout as (id: number | undefined) => void;

const { scheduler } = globalThis as { scheduler?: { postTask?(run: () => void, options: object): unknown } };
/** Runs `callback` when this task and its microtasks are over; before all other tasks, if the browser can do that. */
export const afterTask: (callback: () => void) => void =
  typeof scheduler?.postTask === 'function'
    ? (callback) => void scheduler.postTask?.(callback, { priority: 'user-blocking' })
    : (callback) => void nativeSetTimeout(callback, 0);

const target = globalThis.EventTarget?.prototype;
/** Native `addEventListener` and its opposite: an app's own, on one of its objects, is not for us to call. */
export const nativeListen = native(target, 'addEventListener') as EventTarget['addEventListener'];
export const nativeUnlisten = native(target, 'removeEventListener') as EventTarget['removeEventListener'];

/** Whether this is a page that a browser shows: not a server, not a worker. */
export const isBrowser = (): boolean =>
  typeof window === 'object' &&
  typeof document === 'object' &&
  typeof documentMember('createElement') === 'function';
