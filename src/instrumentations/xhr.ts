import { listen } from '../browser/lifecycle.js';
import { patch } from '../browser/patch.js';
import { createResourceTimings } from '../browser/resource-timing.js';
import type { Instrumentation } from '../instrumentation.js';
import { type RequestOutcome, createRequestTracer } from '../request.js';

/** What `open()` and `setRequestHeader()` told of a request that is not sent yet. */
interface Opened {
  readonly method: string;
  readonly url: string;
  hasTraceparent: boolean;
}

/** Requests made by XMLHttpRequest: from `send()` to the response, or to what took its place. */
export const xhrRequests = (): Instrumentation => ({
  name: 'xhr',
  setup(context) {
    const prototype = globalThis.XMLHttpRequest?.prototype;
    if (!prototype) return undefined;
    const requests = createRequestTracer(context, 'xhr', createResourceTimings('xmlhttprequest'));
    const setHeader = prototype.setRequestHeader;
    const opened = new WeakMap<object, Opened>();
    const pending = new WeakMap<object, (outcome: RequestOutcome) => void>();

    const onOpen = context.guard((xhr: XMLHttpRequest, [method, url]: unknown[]) => {
      // A second open() ends what is in flight without an event.
      pending.get(xhr)?.({ isAborted: true });
      opened.set(xhr, { method: String(method), url: String(url), hasTraceparent: false });
    });
    const onHeader = context.guard((xhr: XMLHttpRequest, [name]: unknown[]) => {
      const request = opened.get(xhr);
      if (request && String(name).toLowerCase() === 'traceparent') request.hasTraceparent = true;
    });
    const onSend = context.guard((xhr: XMLHttpRequest) => {
      const request = opened.get(xhr);
      // Not opened, or already sent: the native function throws.
      if (!request || xhr.readyState !== XMLHttpRequest.OPENED) return;
      opened.delete(xhr);
      const traced = requests.start(request.method, request.url);
      if (!traced) return;
      if (!request.hasTraceparent) {
        for (const [name, value] of Object.entries(traced.headers)) setHeader.call(xhr, name, value);
      }
      const settle = (outcome: RequestOutcome) => {
        pending.delete(xhr);
        for (const stop of stops) stop();
        traced.end(outcome);
      };
      const on = (type: string, outcome: () => RequestOutcome | false) =>
        listen(xhr, type, context.guard(() => {
          const result = outcome();
          if (result) settle(result);
        }));
      const stops = [
        // Without a status the event that says why is still to come.
        on('readystatechange', () => xhr.readyState === XMLHttpRequest.DONE && xhr.status > 0 && { status: xhr.status }),
        on('error', () => ({ errorType: 'network' })),
        on('timeout', () => ({ errorType: 'timeout' })),
        on('abort', () => ({ isAborted: true })),
      ];
      pending.set(xhr, settle);
    });

    const before = (name: 'open' | 'setRequestHeader' | 'send', hook: (xhr: XMLHttpRequest, args: unknown[]) => void) =>
      patch(prototype, name, (native, self, args) => {
        hook(self as XMLHttpRequest, args);
        return Reflect.apply(native, self, args);
      });
    const unpatch = [before('open', onOpen), before('setRequestHeader', onHeader), before('send', onSend)];
    return () => {
      for (const restore of unpatch) restore();
      requests.stop();
    };
  },
});
