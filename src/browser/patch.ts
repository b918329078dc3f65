import type { Stop } from './lifecycle.js';

type Callable = (...args: never[]) => unknown;
export type Apply = (native: Callable, self: unknown, args: unknown[]) => unknown;

/**
 * Puts `apply` before the function `target[name]`. The replacement is a Proxy, so that name, length, prototype, `new`
 * and the native `toString` stay what they were. Taking it back restores the function, or, where someone has patched
 * over us since, leaves a proxy in their chain that only passes on. Does nothing where there is no such function.
 */
export function patch(target: object | undefined, name: string, apply: Apply): Stop {
  const holder = target as Record<string, unknown> | undefined;
  const native = holder?.[name];
  if (!holder || typeof native !== 'function') return () => {};
  let live = true;
  const proxy = new Proxy(native as Callable, {
    apply: (fn, self, args) => (live ? apply(fn, self, args) : Reflect.apply(fn, self, args)),
  });
  // Reflect.set, since a frozen target (a hardened page) makes an assignment throw.
  Reflect.set(holder, name, proxy);
  return () => {
    live = false;
    if (holder[name] === proxy) Reflect.set(holder, name, native);
  };
}

/** The same for the global `fetch`. */
export const patchFetch = (apply: Apply): Stop => patch(globalThis, 'fetch', apply);
