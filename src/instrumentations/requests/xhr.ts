import { listen } from '../../browser/lifecycle.js';
import { createResourceTimings } from '../../browser/resource-timing.js';
import type { Instrumentation } from '../../instrumentation.js';
import {
  aroundXhr,
  isSentByFetch,
  setXhrHeader,
  XHR_DONE,
  XHR_HEADERS_RECEIVED,
  XHR_OPENED,
  xhrState,
  xhrStatus,
} from './patch-xhr.js';
import { createRequestTracer, type RequestOutcome } from './trace-request.js';

/** State of a request between `open()` and `send()`. */
interface Opened {
  readonly method: string;
  /** URL as resolved by `open()`; undefined if the request is not traced. */
  readonly url: URL | undefined;
  /** Headers set by the app, by lower-case name. */
  readonly headers: Map<string, string>;
}

/** Requests made by XMLHttpRequest, from `send()` to the response or failure. */
export const xhrRequests = (): Instrumentation => ({
  name: 'xhr',
  setup(context) {
    const requests = createRequestTracer(context, 'xhr', createResourceTimings('xmlhttprequest'));
    const opened = new WeakMap<object, Opened | undefined>();
    const pending = new WeakMap<object, (outcome: RequestOutcome) => void>();

    const around = (method: Parameters<typeof aroundXhr>[0], hook: Parameters<typeof aroundXhr>[1]) =>
      aroundXhr(
        method,
        context.guard((xhr, args) => {
          const after = hook(xhr, args);
          return after && context.guard(after);
        }),
      );

    const stops = [
      around('open', (xhr, [method, url]) => {
        const former = opened.get(xhr);
        const replaced = pending.get(xhr);
        opened.set(xhr, { method: String(method), url: requests.find(String(url)), headers: new Map() });
        return (hasThrown) => {
          // A second open() aborts the request in flight without an event; one that throws changes nothing.
          if (hasThrown) opened.set(xhr, former);
          else replaced?.({ isAborted: true });
        };
      }),
      around('setRequestHeader', (xhr, [name, value]) => (hasThrown) => {
        if (!hasThrown) opened.get(xhr)?.headers.set(String(name).toLowerCase(), String(value));
      }),
      around('send', (xhr, [body]) => {
        const request = opened.get(xhr);
        const url = request?.url;
        // Not opened, or already sent: the native method throws.
        if (!url || xhrState(xhr) !== XHR_OPENED || isSentByFetch(url.href)) return undefined;
        opened.delete(xhr);
        const { method, headers } = request;
        const traced = requests.start({ method, url, body, traceparent: headers.get('traceparent') });
        for (const name of Object.keys(traced.headers))
          if (!headers.has(name)) setXhrHeader(xhr, name, traced.headers[name] as string);
        let headersAt: number | undefined;
        const settle = (outcome: RequestOutcome) => {
          if (pending.get(xhr) === settle) pending.delete(xhr);
          for (const stop of listening) stop();
          traced.end(outcome);
        };
        const onEvent = context.guard(({ type }: Event) => {
          if (type === 'abort') settle({ isAborted: true });
          else if (type !== 'readystatechange') settle({ errorType: type === 'error' ? 'network' : type });
          else {
            const state = xhrState(xhr);
            if (state === XHR_HEADERS_RECEIVED) headersAt = context.clock.pageNow();
            // Without a status, another event follows with the reason.
            const status = state === XHR_DONE ? xhrStatus(xhr) : 0;
            if (status)
              settle({ status, headersAt, isRedirected: xhr.responseURL !== url.href.split('#', 1)[0] });
          }
        });
        const listening = ['readystatechange', 'error', 'timeout', 'abort'].map((type) =>
          listen(xhr, type, onEvent),
        );
        pending.set(xhr, settle);
        // A synchronous request that fails throws, and dispatches no event.
        return (hasThrown) => {
          if (hasThrown) settle({ errorType: 'network' });
        };
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      requests.stop();
    };
  },
});
