import { listen, type Stop } from './lifecycle.js';
import { native } from './natives.js';

/** The page's Promise, and the engine's own, which `fetch` returns also if a library has replaced the global. */
const kinds = [Promise, (async () => {})().constructor as PromiseConstructor].map((kind) => {
  // Not zone.js's, which would schedule a task in the zone of the caller: Angular detects changes after each.
  return [kind, native(kind.prototype as Promise<unknown>, 'then')] as const;
});
const { toString: sourceOf } = Function.prototype;

/** The `then` of the platform or of the page's Promise; undefined if `value` is no promise. */
function thenOf(value: unknown): typeof Promise.prototype.then | undefined {
  for (const [kind, then] of kinds) if (value instanceof kind) return then;
  // A library that replaced Promise after we were loaded.
  return typeof Promise === 'function' && value instanceof Promise ? value.then : undefined;
}

/** Whether this is the platform's own fetch, not a wrapper: bound functions and proxies have no name there. */
export const isPlatformFetch = (fn: unknown): boolean =>
  /^function fetch\(\) *\{\s*\[native code\]\s*\}$/.test(sourceOf.call(fn));

/**
 * Returns a promise of the same kind that settles like `result`, right after the callback has run. An unhandled rejection
 * is unhandled there: a reaction on `result` itself would hide it.
 * @param signal rejects at the moment when it is aborted, as the platform's promise does: before the listeners of the page
 * @returns undefined if `result` is no promise
 */
export function followPromise<T>(
  result: unknown,
  onFulfilled: (value: T) => void,
  onRejected: (reason: unknown) => void,
  signal?: AbortSignal | null,
): Promise<T> | undefined {
  const then = thenOf(result);
  if (!then) return undefined;
  const source = result as Promise<T>;
  let stop: Stop = () => {};
  const followed = new (source.constructor as PromiseConstructor)<T>((resolve, reject) => {
    try {
      if (signal && 'reason' in signal) stop = listen(signal, 'abort', () => reject(signal.reason), true);
    } catch {
      // Not a signal: the platform rejects it.
    }
    const react = () =>
      then.call(
        source,
        (value) => {
          stop();
          onFulfilled(value as T);
          resolve(value as T);
        },
        (reason) => {
          stop();
          onRejected(reason);
          reject(reason);
        },
      );
    // Our reaction is none of the zone that the app calls fetch in: Angular would look for changes once more.
    const { Zone } = globalThis as { Zone?: { root?: { run?(callback: () => unknown): unknown } } };
    if (typeof Zone?.root?.run === 'function') Zone.root.run(react);
    else react();
  });
  // A library beneath may have given its promise a `cancel()`; state that each promise of its kind has is not copied.
  for (const key of Reflect.ownKeys(source)) {
    if (!Reflect.getOwnPropertyDescriptor(followed, key))
      Reflect.defineProperty(
        followed,
        key,
        Reflect.getOwnPropertyDescriptor(source, key) as PropertyDescriptor,
      );
  }
  return followed;
}
