import { patchFetch } from '../browser/patch.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import { createRequestTracer, type RequestOutcome } from '../request.js';

/**
 * A view of a caller's `init`: each of its properties is read once, nothing is written to it, and its `headers` may be
 * ours. What spreads or lists it (another library's patch beneath us) sees the same properties as on the original.
 */
function readOnce(source: Record<PropertyKey, unknown>): {
  view: Record<PropertyKey, unknown>;
  set(key: string, value: unknown): void;
} {
  const read: Record<PropertyKey, unknown> = Object.create(null);
  const get = (key: PropertyKey) => {
    if (!(key in read)) read[key] = source[key];
    return read[key];
  };
  // The target is empty, not `source`: a proxy has to repeat what is frozen on its target.
  const view = new Proxy({} as Record<PropertyKey, unknown>, {
    get: (_, key) => get(key),
    has: (_, key) => key in source || key in read,
    ownKeys: () => [...new Set([...Reflect.ownKeys(source), ...Reflect.ownKeys(read)])],
    getOwnPropertyDescriptor: (_, key) => {
      const own = Reflect.getOwnPropertyDescriptor(source, key);
      return own || key in read
        ? { value: get(key), enumerable: own?.enumerable ?? true, writable: true, configurable: true }
        : undefined;
    },
    getPrototypeOf: () => Reflect.getPrototypeOf(source),
  });
  return {
    view,
    set: (key, value) => {
      read[key] = value;
    },
  };
}

/** A copy of a caller's headers; undefined where they are invalid, which is for the native function to say. */
function readHeaders(headers: HeadersInit | undefined): Headers | undefined {
  try {
    return new Headers(headers);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** What a rejected fetch tells of its cause. */
function outcomeOf(error: unknown, signal: AbortSignal | null | undefined): RequestOutcome {
  const name = (error as { name?: unknown } | null)?.name;
  if (name === 'TimeoutError') return { errorType: 'timeout' };
  // An abort rejects with the app's own reason, whatever that is.
  if (name === 'AbortError' || (signal?.aborted && error === signal.reason)) return { isAborted: true };
  // TypeError is all that the platform says of CORS, DNS, TLS and connection faults alike.
  return { errorType: name === 'TypeError' ? 'network' : String(name ?? typeof error) };
}

/**
 * Requests made by `fetch`. The caller's objects are never written to, the response is the original and is never
 * read; a fault of ours before the call falls through to the native function, once.
 */
export const fetchRequests = (): Instrumentation => ({
  name: 'fetch',
  setup(context) {
    const requests = createRequestTracer(context, 'fetch', createResourceTimings('fetch'));

    const prepare = context.guard((args: unknown[]) => {
      // Nothing to fetch: the native function says so.
      if (!args.length) return undefined;
      const [input, init] = args;
      const request = typeof Request === 'function' && input instanceof Request ? input : undefined;
      // The native function would turn anything else into a string too, and sees what we saw.
      const target = request ?? String(input);
      // As `init` anything but an object, null and undefined is an error, which is the native function's to make.
      if (init !== undefined && init !== null && !isObject(init)) return undefined;
      const options = readOnce((init ?? {}) as Record<PropertyKey, unknown>);
      const { method, headers: given = request?.headers, body, signal = request?.signal } = options.view;
      const headers = readHeaders(given as HeadersInit | undefined);
      // One that can be read only once (a generator) has been read now.
      if (given && given !== request?.headers && headers) options.set('headers', headers);
      const traced = requests.start({
        method: String(method ?? request?.method ?? 'GET'),
        url: request?.url ?? (target as string),
        body,
        traceparent: headers?.get('traceparent'),
      });
      if (traced && headers) {
        for (const [name, value] of Object.entries(traced.headers)) {
          if (headers.has(name)) continue;
          headers.set(name, value);
          options.set('headers', headers);
        }
      }
      // Without `init` there is none to hand on, unless it is ours.
      const call = [
        target,
        isObject(init) || traced?.headers.traceparent ? options.view : init,
        ...args.slice(2),
      ];
      return { traced, call, signal: signal as AbortSignal | null | undefined };
    });

    const unpatch = patchFetch((native, self, args) => {
      const { traced, call, signal } = prepare(args) ?? { traced: undefined, call: args, signal: undefined };
      if (!traced) return Reflect.apply(native, self, call);
      const end = context.guard(traced.end);
      let result: Promise<Response>;
      try {
        result = Reflect.apply(native, self, call) as Promise<Response>;
      } catch (fault) {
        end(outcomeOf(fault, signal));
        throw fault;
      }
      // Another library's fetch may give no promise, or one that is not native.
      if (!(result instanceof Promise)) {
        end({});
        return result;
      }
      return result.then(
        (response) => {
          end({ status: response?.status, isBodyRead: () => response.bodyUsed });
          return response;
        },
        (error) => {
          end(outcomeOf(error, signal));
          throw error;
        },
      );
    });
    return () => {
      unpatch();
      requests.stop();
    };
  },
});
