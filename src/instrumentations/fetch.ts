import { asRequest, initMembers, readHeaders, viewInit } from '../browser/fetch-arguments.js';
import { chain } from '../browser/natives.js';
import { patchFetch } from '../browser/patch.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import { createRequestTracer, type RequestOutcome, type TracedRequest } from '../request.js';

const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** A call of fetch, ready to be made. */
interface Prepared {
  readonly call: unknown[];
  readonly traced?: TracedRequest | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

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

    const prepare = context.guard((args: unknown[]): Prepared => {
      const [input, init] = args;
      const call = [...args];
      // What the native function refuses is for it to say: no arguments, a symbol, an `init` that is none.
      const isRefused =
        !args.length || typeof input === 'symbol' || (!isObject(init) && init !== undefined && init !== null);
      if (isRefused) return { call };
      const request = asRequest(input);
      if (!request && isObject(input) && !(input instanceof URL)) {
        // The native function makes a string of it too: once is enough, also where that throws.
        try {
          call[0] = String(input);
        } catch (error) {
          call[0] = {
            toString: () => {
              throw error;
            },
          };
          return { call };
        }
      }
      const { view, set, fail } = viewInit(isObject(init) ? init : {});
      if (isObject(init)) call[1] = view;
      try {
        const isEmpty = !initMembers().filter((name) => view[name] !== undefined).length;
        const { method, body, headers: given = request?.headers } = view;
        const signal = (view.signal === undefined ? request?.signal : view.signal) as Prepared['signal'];
        if (typeof method === 'symbol') return { call };
        if (method !== undefined) {
          try {
            set('method', String(method));
          } catch (error) {
            fail('method', error);
            return { call };
          }
        }
        let list: ReturnType<typeof readHeaders>;
        try {
          list = readHeaders(given);
        } catch (error) {
          fail('headers', error);
          return { call };
        }
        if (view.headers !== undefined) set('headers', list.value);
        const traced = requests.start({
          method: String(view.method ?? request?.method ?? 'GET'),
          url: request?.url ?? String(call[0]),
          body,
          traceparent: list.headers?.get('traceparent'),
        });
        for (const [name, value] of Object.entries(traced?.headers ?? {})) {
          if (!list.headers || list.headers.has(name)) continue;
          list.add(name, value);
          set('headers', list.value);
          call[1] = view;
        }
        if (request && isEmpty && call[1] === view) {
          // By the standard an `init` that is not empty takes the Request's own away.
          set('referrer', request.referrer);
          set('referrerPolicy', request.referrerPolicy);
        }
        return { call, traced, signal };
      } catch {
        // A getter of the caller's threw: the view throws the same again, where the native function reads it.
        return { call };
      }
    });

    const unpatch = patchFetch((native, self, args) => {
      const { traced, call, signal } = prepare(args) ?? ({ call: args } as Prepared);
      if (!traced) return Reflect.apply(native, self, call);
      const end = context.guard(traced.end);
      let result: Promise<Response>;
      try {
        result = Reflect.apply(native, self, call) as Promise<Response>;
      } catch (fault) {
        end(outcomeOf(fault, signal));
        throw fault;
      }
      const settled = chain<Response>(
        result,
        (response) => {
          end({ status: response?.status, isBodyRead: () => response.bodyUsed });
          return response;
        },
        (error) => {
          end(outcomeOf(error, signal));
          throw error;
        },
      );
      // Another library's fetch may give no promise, or one that is nobody's we know.
      if (!settled) {
        end({});
        return result;
      }
      // A library beneath may have given its promise a `cancel()`.
      return Object.defineProperties(settled, Object.getOwnPropertyDescriptors(result));
    });
    return () => {
      unpatch();
      requests.stop();
    };
  },
});
