import { followPromise, isPlatformFetch } from '../../browser/follow-promise.js';
import { patchFetch } from '../../browser/patch.js';
import { createResourceTimings } from '../../browser/resource-timing.js';
import { MAX_NAME, readMember } from '../../context/thrown.js';
import type { Instrumentation } from '../../instrumentation.js';
import {
  asRequest,
  copyHeaders,
  copyInit,
  isEmptyInit,
  isObject,
  type Members,
  peekMember,
  withHeaders,
} from './fetch-arguments.js';
import { callFetch, type FetchCall } from './patch-xhr.js';
import { createRequestTracer, type RequestOutcome, type TracedRequest } from './trace-request.js';

/** A prepared call of fetch. */
interface Prepared {
  readonly call: unknown[];
  readonly url?: URL | undefined;
  readonly traced?: TracedRequest | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** Returns the outcome of a rejected fetch. */
function outcomeOf(error: unknown, signal: AbortSignal | null | undefined): RequestOutcome {
  const name = readMember(error, 'name');
  if (name === 'TimeoutError') return { errorType: 'timeout' };
  // An abort rejects with the app's own reason, which may be any value.
  if (name === 'AbortError' || (signal?.aborted && error === signal.reason)) return { isAborted: true };
  // The platform rejects with a TypeError after any failure of CORS, DNS, TLS or the connection.
  return {
    errorType:
      name === 'TypeError' ? 'network' : typeof name === 'string' ? name.slice(0, MAX_NAME) : typeof error,
  };
}

/**
 * Requests made by `fetch`. A call without our headers passes on the caller's arguments; otherwise the object with the headers is
 * copied. The caller's objects are never written to, and the response is the original, unread. After an internal error
 * before the call, the native function is called once with the original arguments.
 */
export const fetchRequests = (): Instrumentation => ({
  name: 'fetch',
  setup(context) {
    const requests = createRequestTracer(context, 'fetch', createResourceTimings('fetch'));

    const follow = context.guard(followPromise<Response>);

    const prepare = context.guard((args: unknown[]): Prepared => {
      const [input, init] = args;
      const call = [...args];
      const hasInit = isObject(init);
      let copy: Members | undefined;
      let isReading = true;
      try {
        // Invalid arguments, which the native function refuses.
        if (!args.length || typeof input === 'symbol' || !(hasInit || init === undefined || init === null))
          return { call };
        const request = asRequest(input);
        // The platform converts any other object to text, which must happen only once.
        if (!request && isObject(input) && !(input instanceof URL)) call[0] = `${input}`;
        const url = requests.find(request ? request.url : `${call[0]}`);
        if (!url) return { call };
        const mayCarry = context.propagation.reaches(url);
        if (mayCarry && hasInit) {
          // Listing the members runs no code of the object; a revoked proxy throws, and the native function refuses it.
          isReading = false;
          const members = Object.getOwnPropertyDescriptors(init);
          isReading = true;
          copy = copyInit(init, members);
        }
        const read = (name: string) => (copy ? copy[name] : hasInit ? peekMember(init, name) : undefined);
        let method = read('method');
        if (typeof method === 'symbol') return { call };
        if (method !== undefined) {
          method = `${method}`;
          if (copy) copy.method = method;
        }
        const [given, signal] = [read('headers'), read('signal')];
        const copied = copyHeaders(given === undefined ? request?.headers : given, !mayCarry);
        const traceparent = copied?.get('traceparent');
        const body = read('body');
        const parent = traceparent === undefined ? undefined : `${traceparent}`;
        isReading = false;
        const traced = requests.start({
          method: (method ?? request?.method ?? 'GET') as string,
          url,
          body,
          traceparent: parent,
        });
        const added = Object.keys(traced.headers);
        // The copy is passed on even without our headers: the caller's getters have been run.
        if (copied && (copy || added.length)) {
          for (const name of added)
            if (copied.get(name) === undefined) copied.add(name, traced.headers[name] as string);
          if (request && (!copy || isEmptyInit(copy))) call[0] = withHeaders(request, copied.value);
          else call[1] = Object.assign(copy ?? {}, { headers: copied.value });
        }
        return {
          call,
          url,
          traced,
          signal: (signal === undefined ? request?.signal : signal) as AbortSignal,
        };
      } catch (error) {
        // An internal error: the caller's arguments are passed on.
        if (!isReading) return { call };
        // An object of the caller threw: the native function throws the same error, without reading anything twice.
        const fail = () => {
          throw error;
        };
        return { call: [{ toString: fail }] };
      }
    });

    const unpatch = patchFetch((native, self, args) => {
      const { url, traced, call, signal }: Prepared = prepare(args) ?? { call: args };
      const make = () => Reflect.apply(native, self, call) as Promise<Response>;
      if (!traced || !url) return make();
      const fetched: FetchCall = { url: url.href };
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
        // Nothing is sent, and the promise is already rejected.
        end({ isAborted: true });
        return result;
      }
      const followed = follow(
        result,
        (response) =>
          end({
            // The response may be another library's object, whose getters may throw.
            status: readMember(response, 'status') as number,
            isRedirected: readMember(response, 'redirected') as boolean,
            // A polyfill has read the whole body, and there is no `fetch` entry.
            isBodyRead: () => !fetched.isByXhr && !!readMember(response, 'bodyUsed'),
          }),
        (error) => end(outcomeOf(error, signal)),
        isPlatform ? signal : undefined,
      );
      // Another library's fetch may return no promise, or one of an unknown kind.
      if (!followed) end({});
      return followed ?? result;
    });
    return () => {
      unpatch();
      requests.stop();
    };
  },
});
