import {
  asRequest,
  copyHeaders,
  copyInit,
  type HeaderCopy,
  isEmptyInit,
  peekMember,
  referrerOf,
  throwAt,
  withHeaders,
} from '../browser/fetch-arguments.js';
import { followPromise, isPlatformFetch } from '../browser/follow-promise.js';
import { patchFetch } from '../browser/patch.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import { callFetch, type FetchCall } from '../browser/xhr.js';
import type { Instrumentation } from '../instrumentation.js';
import { createRequestTracer, type RequestOutcome, type TracedRequest } from '../request.js';

type Init = Record<PropertyKey, unknown>;

const isObject = (value: unknown): value is Init =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** A call of fetch, ready to be made. */
interface Prepared {
  readonly call: unknown[];
  readonly url?: string;
  readonly traced?: TracedRequest | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** The outcome of a rejected fetch. */
function outcomeOf(error: unknown, signal: AbortSignal | null | undefined): RequestOutcome {
  const name = (error as { name?: unknown } | null)?.name;
  if (name === 'TimeoutError') return { errorType: 'timeout' };
  // An abort rejects with the app's own reason, whatever that is.
  if (name === 'AbortError' || (signal?.aborted && error === signal.reason)) return { isAborted: true };
  // A TypeError is all that the platform gives for CORS, DNS, TLS and connection faults alike.
  return { errorType: name === 'TypeError' ? 'network' : String(name ?? typeof error) };
}

/** The text of `input`. The platform converts an object to text too: once must be enough, also if that throws. */
function textOf(input: unknown, call: unknown[]): string {
  if (!isObject(input) || input instanceof URL) return String(input);
  try {
    call[0] = String(input);
  } catch (error) {
    call[0] = {
      toString: () => {
        throw error;
      },
    };
    return '';
  }
  return call[0] as string;
}

/**
 * Requests made by `fetch`. A call that gets no header goes on with the caller's own arguments; else a copy of what the
 * headers are in does. The caller's objects are never written to, the response is the original and is never read. A
 * fault of ours before the call falls through to the native function, once.
 */
export const fetchRequests = (): Instrumentation => ({
  name: 'fetch',
  setup(context) {
    const requests = createRequestTracer(context, 'fetch', createResourceTimings('fetch'));

    const follow = context.guard(followPromise<Response>);

    /** Adds headers to a call; `init` is our own copy. */
    const addHeaders = (
      call: unknown[],
      headers: TracedRequest['headers'],
      copied: HeaderCopy,
      init: Init | undefined,
      request: Request | undefined,
    ) => {
      let isChanged = copied.isUsedUp;
      for (const name of Object.keys(headers)) {
        if (copied.get(name) !== undefined) continue;
        copied.add(name, headers[name] as string);
        isChanged = true;
      }
      if (!isChanged) return;
      if (request && !init) {
        try {
          call[0] = withHeaders(request, copied.value);
        } catch {
          // Its body is used: the native function rejects it.
        }
        return;
      }
      if (request && init && isEmptyInit(init)) Object.assign(init, referrerOf(request));
      call[1] = Object.assign(init ?? {}, { headers: copied.value });
    };

    const prepare = context.guard((args: unknown[]): Prepared | undefined => {
      const [input, init] = args;
      // The native function refuses it: no arguments, a symbol, an `init` that is none.
      if (
        !args.length ||
        typeof input === 'symbol' ||
        !(isObject(init) || init === undefined || init === null)
      )
        return undefined;
      const call = [...args];
      const request = asRequest(input);
      const address = request?.url ?? textOf(input, call);
      const url = requests.find(address);
      if (!url) return { call };
      let copy: Init | undefined;
      try {
        const mayCarry = context.propagation.reaches(url);
        if (mayCarry && isObject(init)) copy = copyInit(init);
        const read = (name: string) =>
          copy ? copy[name] : isObject(init) ? peekMember(init, name) : undefined;
        let method = read('method');
        if (typeof method === 'symbol') return { call };
        if (copy && isObject(method)) method = copy.method = String(method);
        const [given, signal] = [read('headers'), read('signal')];
        let copied: HeaderCopy | undefined;
        try {
          copied = copyHeaders(given === undefined ? request?.headers : given, !mayCarry);
        } catch (error) {
          if (copy) throwAt(copy, 'headers', error);
          throw error;
        }
        const traceparent = copied?.get('traceparent');
        const traced = requests.start({
          method: String(method ?? request?.method ?? 'GET'),
          url,
          body: read('body'),
          traceparent: traceparent === undefined ? undefined : String(traceparent),
        });
        if (traced && copied) addHeaders(call, traced.headers, copied, copy, request);
        return {
          call,
          url: url.href,
          traced,
          signal: (signal === undefined ? request?.signal : signal) as Prepared['signal'],
        };
      } catch {
        // An object of the caller's threw: the native function is to meet the same error.
        if (copy) call[1] = copy;
        return { call };
      }
    });

    const unpatch = patchFetch((native, self, args) => {
      const { url = '', traced, call, signal }: Prepared = prepare(args) ?? { call: args };
      const make = () => Reflect.apply(native, self, call) as Promise<Response>;
      if (!traced) return make();
      const fetched: FetchCall = { url };
      const end = context.guard(traced.end);
      let result: Promise<Response>;
      try {
        result = callFetch(fetched, make);
      } catch (fault) {
        end(outcomeOf(fault, signal));
        throw fault;
      }
      const isPlatform = !!signal && isPlatformFetch(native);
      if (isPlatform && signal.aborted) {
        // Nothing is sent, and the promise is rejected already.
        end({ isAborted: true });
        return result;
      }
      const followed = follow(
        result,
        (response) =>
          end({
            status: response?.status,
            isRedirected: response?.redirected,
            // A polyfill has read all of it, and there is no entry of a fetch.
            isBodyRead: () => !fetched.isByXhr && response.bodyUsed,
          }),
        (error) => end(outcomeOf(error, signal)),
        isPlatform ? signal : undefined,
      );
      // Another library's fetch may return no promise, or one that we do not know.
      if (!followed) end({});
      return followed ?? result;
    });
    return () => {
      unpatch();
      requests.stop();
    };
  },
});
