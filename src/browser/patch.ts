import { bare } from './bare.js';
import type { Stop } from './lifecycle.js';

type Callable = (...args: never[]) => unknown;
export type Apply = (native: Callable, self: unknown, args: unknown[]) => unknown;

/**
 * Replaces the function `target[name]` by a Proxy that calls `apply`; name, length, prototype, `new` and the native `toString`
 * stay as they were. The returned function restores the original; if someone has patched over ours since, the proxy stays
 * in their chain and only forwards. Does nothing if there is no such function.
 */
export function patch(target: object | undefined, name: string, apply: Apply): Stop {
  const holder = target as Record<string, unknown> | undefined;
  const native = holder?.[name];
  if (!holder || typeof native !== 'function') return () => {};
  let live = true;
  const proxy = new Proxy(
    native as Callable,
    bare<ProxyHandler<Callable>>({
      apply: (fn, self, args) => (live ? apply(fn, self, args) : Reflect.apply(fn, self, args)),
    }),
  );
  // An assignment would throw if the page has frozen the target.
  Reflect.set(holder, name, proxy);
  return () => {
    live = false;
    if (holder[name] === proxy) Reflect.set(holder, name, native);
  };
}

/** `patch` for the global `fetch`. */
export const patchFetch = (apply: Apply): Stop => patch(globalThis, 'fetch', apply);
