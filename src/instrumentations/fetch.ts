import { patchFetch } from '../browser/patch.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import { createRequestTracer, type RequestOutcome } from '../request.js';

/** A view of a caller's `init`: each getter runs once, nothing is written, `headers` may be ours. */
function readOnce(init: RequestInit): { view: RequestInit; setHeaders(headers: Headers): void } {
  const read: Record<PropertyKey, unknown> = Object.create(null);
  const source = init as Record<PropertyKey, unknown>;
  // The target is empty, not `init`: a proxy must repeat the frozen properties of its target.
  const view = new Proxy({} as RequestInit, {
    get: (_, key) => {
      if (!(key in read)) read[key] = source[key];
      return read[key];
    },
  });
  return {
    view,
    setHeaders: (headers) => {
      read.headers = headers;
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
function outcomeOf(error: unknown): RequestOutcome {
  const name = (error as { name?: unknown } | null)?.name;
  // TypeError is all that the platform says of CORS, DNS, TLS and connection faults alike.
  if (name === 'TypeError') return { errorType: 'network' };
  return name === 'AbortError'
    ? { isAborted: true }
    : { errorType: name === 'TimeoutError' ? 'timeout' : String(name ?? typeof error) };
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
      const options = isObject(init) ? readOnce(init as RequestInit) : undefined;
      const traced = requests.start(
        String(options?.view.method ?? request?.method ?? 'GET'),
        request?.url ?? (target as string),
      );
      const call = [target, options?.view ?? init, ...args.slice(2)];
      const added = Object.entries(traced?.headers ?? {});
      // As `init` anything but an object, null and undefined is an error, which is the native function's to make.
      if (added.length && (options || init === undefined || init === null)) {
        const headers = readHeaders((options?.view.headers as HeadersInit | undefined) ?? request?.headers);
        // What the app has set is its own; a trace header of ours beside one of its would say two things.
        if (headers && !headers.has('traceparent')) {
          for (const [name, value] of added) headers.set(name, value);
          if (options) options.setHeaders(headers);
          else call[1] = { headers };
        }
      }
      return { traced, call };
    });

    const unpatch = patchFetch((native, self, args) => {
      const { traced, call } = prepare(args) ?? { traced: undefined, call: args };
      if (!traced) return Reflect.apply(native, self, call);
      const end = context.guard(traced.end);
      let result: Promise<Response>;
      try {
        result = Reflect.apply(native, self, call) as Promise<Response>;
      } catch (fault) {
        end(outcomeOf(fault));
        throw fault;
      }
      // Another library's fetch may give no promise, or one that is not native.
      if (!(result instanceof Promise)) {
        end({});
        return result;
      }
      return result.then(
        (response) => {
          end({ status: response?.status });
          return response;
        },
        (error) => {
          end(outcomeOf(error));
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
