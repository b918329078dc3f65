import { listen, type Stop } from './lifecycle.js';
import { native } from './natives.js';

/** The page's Promise, and the engine's, which `fetch` returns even if a library has replaced the global. */
const kinds = [Promise, (async () => {})().constructor as PromiseConstructor].map((kind) => {
  // zone.js's `then` would schedule a task in the caller's zone, and Angular detects changes after each task.
  return [kind, native(kind.prototype as Promise<unknown>, 'then')] as const;
});
const { toString: sourceOf } = Function.prototype;
const nothing = () => {};

/** Returns the `then` of the platform or of the page's Promise; undefined if `value` is no promise. */
function thenOf(value: unknown): typeof Promise.prototype.then | undefined {
  for (const [kind, then] of kinds) if (value instanceof kind) return then;
  // A library may have replaced Promise after otel-rum was loaded.
  return typeof Promise === 'function' && value instanceof Promise ? value.then : undefined;
}

/** Whether `fn` is the platform's own fetch, not a wrapper: the source text of bound functions and proxies has no name. */
export const isPlatformFetch = (fn: unknown): boolean =>
  /^function fetch\(\) *\{\s*\[native code\]\s*\}$/.test(sourceOf.call(fn));

/**
 * Returns a promise of the same kind that settles like `result`, right after the callback has run. If the app does not
 * handle a rejection, the returned promise reports it; a reaction on `result` alone would hide it.
 * @param signal rejects the promise when it is aborted, before the page's listeners run, as the platform's promise does
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
  const Kind = source.constructor as PromiseConstructor;
  let stop: Stop = nothing;
  const follow: ConstructorParameters<typeof Promise<T>>[0] = (resolve, reject) => {
    try {
      if (signal && 'reason' in signal) stop = listen(signal, 'abort', () => reject(signal.reason), true);
    } catch {
      // Not a signal: the platform rejects the request.
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
    // The reaction runs in the root zone: in the app's zone Angular would detect changes once more.
    const { Zone } = globalThis as { Zone?: { root?: { run?(callback: () => unknown): unknown } } };
    if (typeof Zone?.root?.run === 'function') Zone.root.run(react);
    else react();
  };
  // A class whose constructor expects other arguments names another one for the promises that `then` makes:
  // https://tc39.es/ecma262/#sec-promise.prototype.then
  if ((Kind[Symbol.species] ?? Kind) !== Kind) {
    follow(nothing, nothing);
    return source;
  }
  const followed = new Kind<T>(follow);
  // Copies properties that a library has added to its promise, such as `cancel()`; not those that every promise has.
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
