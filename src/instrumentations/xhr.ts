import { listen } from '../browser/lifecycle.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import {
  aroundXhr,
  isSentByFetch,
  setXhrHeader,
  XHR_DONE,
  XHR_HEADERS_RECEIVED,
  XHR_OPENED,
  type Xhr,
  xhrState,
  xhrStatus,
} from '../browser/xhr.js';
import type { Instrumentation } from '../instrumentation.js';
import { createRequestTracer, type RequestOutcome } from '../request.js';

/** What `open()` and `setRequestHeader()` told of a request that is not sent yet. */
interface Opened {
  readonly method: string;
  /** As it was resolved when it was opened; undefined if the request is not traced. */
  readonly url: URL | undefined;
  /** Headers that the app has set, by their names in lower case. */
  readonly headers: Map<string, string>;
}

/** Requests made by XMLHttpRequest: from `send()` to the response, or to what took its place. */
export const xhrRequests = (): Instrumentation => ({
  name: 'xhr',
  setup(context) {
    const requests = createRequestTracer(context, 'xhr', createResourceTimings('xmlhttprequest'));
    const opened = new WeakMap<object, Opened>();
    const pending = new WeakMap<object, (outcome: RequestOutcome) => void>();

    const onOpen = context.guard((xhr: Xhr, [method, url]: unknown[]) => {
      const [former, replaced] = [opened.get(xhr), pending.get(xhr)];
      opened.set(xhr, { method: String(method), url: requests.find(String(url)), headers: new Map() });
      return context.guard((hasThrown: boolean) => {
        // A second open() ends what is in flight without an event; one that throws changes nothing.
        if (!hasThrown) replaced?.({ isAborted: true });
        else if (former) opened.set(xhr, former);
        else opened.delete(xhr);
      });
    });
    const onHeader = context.guard((xhr: Xhr, [name, value]: unknown[]) => {
      const headers = opened.get(xhr)?.headers;
      return context.guard((hasThrown: boolean) => {
        if (!hasThrown) headers?.set(String(name).toLowerCase(), String(value));
      });
    });
    const onSend = context.guard((xhr: Xhr, [body]: unknown[]) => {
      const request = opened.get(xhr);
      // Not opened, or already sent: the native function throws.
      if (!request?.url || xhrState(xhr) !== XHR_OPENED || isSentByFetch(request.url.href)) return undefined;
      opened.delete(xhr);
      const { method, url, headers } = request;
      const traced = requests.start({ method, url, body, traceparent: headers.get('traceparent') });
      if (!traced) return undefined;
      for (const name of Object.keys(traced.headers)) {
        if (!headers.has(name)) setXhrHeader(xhr, name, traced.headers[name] as string);
      }
      const settle = (outcome: RequestOutcome) => {
        if (pending.get(xhr) === settle) pending.delete(xhr);
        for (const stop of stops) stop();
        traced.end(outcome);
      };
      const on = (type: string, outcome: () => RequestOutcome | false) =>
        listen(
          xhr,
          type,
          context.guard(() => {
            const result = outcome();
            if (result) settle(result);
          }),
        );
      let headersAt: number | undefined;
      const stops = [
        on('readystatechange', () => {
          const state = xhrState(xhr);
          if (state === XHR_HEADERS_RECEIVED) headersAt = context.clock.pageNow();
          // Without a status the event that says why is still to come.
          const status = state === XHR_DONE ? xhrStatus(xhr) : 0;
          return (
            status > 0 && { status, headersAt, isRedirected: xhr.responseURL !== url.href.split('#', 1)[0] }
          );
        }),
        on('error', () => ({ errorType: 'network' })),
        on('timeout', () => ({ errorType: 'timeout' })),
        on('abort', () => ({ isAborted: true })),
      ];
      pending.set(xhr, settle);
      // A synchronous request that fails throws, and fires nothing.
      return context.guard((hasThrown: boolean) => hasThrown && settle({ errorType: 'network' }));
    });

    const stops = [
      aroundXhr('open', onOpen),
      aroundXhr('setRequestHeader', onHeader),
      aroundXhr('send', onSend),
    ];
    return () => {
      for (const stop of stops) stop();
      requests.stop();
    };
  },
});
