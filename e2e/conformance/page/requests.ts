import { trace } from '@opentelemetry/api';

/** How many requests are under way at once: as many as a browser makes to one host. */
const LANES = 6;

/** Requests of every kind, none of which the page keeps. */
export interface Traffic {
  /** Makes `count` requests; each address has `needle` and its number in it. */
  make(base: string, needle: string, count: number): Promise<void>;
  /** How many of the canaries of all requests so far are still alive, by kind. */
  alive(): Record<string, number>;
  /** Lives as long as the page, and goes with many a request. */
  signal: AbortSignal;
  xhr: XMLHttpRequest;
  /** The prototype of the SDK's spans, to count them by. */
  spans: object;
}

export function createTraffic(): Traffic {
  const canaries = new Map<string, WeakRef<object>[]>();
  const watch = <T extends object>(kind: string, object: T): T => {
    const refs = canaries.get(kind) ?? [];
    canaries.set(kind, refs);
    refs.push(new WeakRef(object));
    return object;
  };
  const { signal } = new AbortController();
  const reused = new XMLHttpRequest();
  const byXhr = async (xhr: XMLHttpRequest, url: string) => {
    const end = new Promise((resolve) => {
      xhr.onloadend = resolve;
    });
    xhr.open('GET', url);
    xhr.send();
    await end;
  };
  let reusedBy = Promise.resolve();

  const kinds: ((url: (route: string) => string) => Promise<unknown>)[] = [
    async (url) => (await watch('response', await watch('promise', fetch(url('text'))))).text(),
    async (url) => (await fetch(watch('request', new Request(url('json'))))).json(),
    async (url) => (await fetch(url('text'), watch('init', { signal, headers: { 'x-app': 'a' } }))).text(),
    async (url) => watch('unread response', await fetch(url('text'))),
    async (url) => {
      const controller = watch('controller', new AbortController());
      const promise = fetch(url('text'), { signal: controller.signal });
      controller.abort();
      return promise.catch(() => {});
    },
    async (url) => fetch(url('broken')).catch((error) => void watch('error', error)),
    async (url) => (await fetch(url('failing'), { method: 'POST', body: 'x' })).text(),
    async (url) => byXhr(watch('xhr', new XMLHttpRequest()), url('text')),
    async (url) => byXhr(watch('xhr', new XMLHttpRequest()), url('broken')),
    async (url) => {
      reusedBy = reusedBy.then(() => byXhr(reused, url('text')));
      return reusedBy;
    },
  ];

  return {
    async make(base, needle, count) {
      let next = 0;
      const lane = async () => {
        while (next < count) {
          const number = next;
          next += 1;
          await kinds[number % kinds.length]?.((route) => `${base}${route}?${needle}-${number}`);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    },
    alive: () =>
      Object.fromEntries(
        [...canaries].map(([kind, refs]) => [kind, refs.filter((ref) => ref.deref()).length]),
      ),
    signal,
    xhr: reused,
    spans: Object.getPrototypeOf(trace.getTracer('test').startSpan('probe')),
  };
}
