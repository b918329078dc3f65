import { listen } from '../browser/lifecycle.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import {
  beforeXhr,
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
  readonly url: string;
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
      // A second open() ends what is in flight without an event.
      pending.get(xhr)?.({ isAborted: true });
      opened.set(xhr, { method: String(method), url: String(url), headers: new Map() });
      return undefined;
    });
    const onHeader = context.guard((xhr: Xhr, [name, value]: unknown[]) => {
      opened.get(xhr)?.headers.set(String(name).toLowerCase(), String(value));
      return undefined;
    });
    const onSend = context.guard((xhr: Xhr, [body]: unknown[]) => {
      const request = opened.get(xhr);
      // Not opened, or already sent: the native function throws.
      if (!request || xhrState(xhr) !== XHR_OPENED) return undefined;
      opened.delete(xhr);
      const traced = requests.start({ ...request, body, traceparent: request.headers.get('traceparent') });
      if (!traced) return undefined;
      for (const [name, value] of Object.entries(traced.headers)) {
        if (!request.headers.has(name)) setXhrHeader(xhr, name, value);
      }
      const settle = (outcome: RequestOutcome) => {
        pending.delete(xhr);
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
          return status > 0 && { status, headersAt };
        }),
        on('error', () => ({ errorType: 'network' })),
        on('timeout', () => ({ errorType: 'timeout' })),
        on('abort', () => ({ isAborted: true })),
      ];
      pending.set(xhr, settle);
      // A synchronous request that fails throws, and fires nothing.
      return () => settle({ errorType: 'network' });
    });

    const stops = [
      beforeXhr('open', onOpen),
      beforeXhr('setRequestHeader', onHeader),
      beforeXhr('send', onSend),
    ];
    return () => {
      for (const stop of stops) stop();
      requests.stop();
    };
  },
});
