import type { Case, Group, Kit } from '../case.js';

/** A library that came first and wraps fetch, `native` beneath it; `log` is the case's. */
const wrapped = (code: string) => `globalThis.wrapper = { log: [], given: [] };
{
  const native = globalThis.fetch;
  const { log, given } = wrapper;
  globalThis.fetch = ${code};
}`;

interface Wrapper {
  log: unknown[];
  /** What the app has called fetch with: compared by identity. */
  given: unknown[];
}
const wrapper = () => (globalThis as unknown as { wrapper: Wrapper }).wrapper;

/** Adds a header to what it finds, as interceptors in many apps do. */
const ADDS_A_HEADER = `(u, i = {}) => native(u, { ...i, headers: { ...i.headers, 'X-CSRF': 't' } })`;
/** Notes whether it gets the app's own arguments. */
const NOTES_IDENTITY = `function (...args) {
  log.push([args.length, ...args.map((arg, index) => arg === given[index])]);
  return Reflect.apply(native, this, args);
}`;

const RECORD = { 'Content-Type': 'application/json', Authorization: 'Bearer abc' };
const POST = { method: 'POST', body: '{}', headers: RECORD };

const call = (kit: Kit, ...args: unknown[]) => {
  wrapper().given = args;
  return kit.outcome(() => Reflect.apply(fetch, undefined, args));
};
const withLog = async (outcome: Promise<unknown>) => [await outcome, wrapper().log];

class Options {
  #method = 'PUT';
  readonly headers = { 'x-app': 'class' };
  get method() {
    return this.#method;
  }
}

const cases: Case[] = [
  {
    name: 'A wrapper beneath that spreads a record of headers',
    before: wrapped(ADDS_A_HEADER),
    run: async (kit) => [
      await call(kit, kit.url('echo'), POST),
      await call(kit, kit.url('echo'), Object.freeze({ ...POST, headers: Object.freeze({ ...RECORD }) })),
      await call(kit, kit.url('echo')),
      await call(kit, kit.url('echo'), {}),
      await call(kit, kit.url('echo'), { headers: null }),
      await call(kit, kit.url('echo', 'other'), POST),
      await call(kit, new Request(kit.url('echo'), { headers: { 'x-app': '1' } })),
    ],
  },
  {
    name: 'A wrapper beneath that spreads an instance of a class',
    before: wrapped(ADDS_A_HEADER),
    run: (kit) => call(kit, kit.url('echo'), new Options()),
  },
  {
    name: 'A wrapper beneath that makes Headers of what it gets',
    before: wrapped(`(u, i = {}) => {
      const headers = new Headers(i.headers);
      headers.set('X-CSRF', 't');
      return native(u, { ...i, headers });
    }`),
    run: async (kit) => [
      await call(kit, kit.url('echo'), POST),
      await call(kit, kit.url('echo'), { ...POST, headers: new Headers(RECORD) }),
      await call(kit, kit.url('echo'), { ...POST, headers: Object.entries(RECORD) }),
      await call(kit, kit.url('echo'), { ...POST, headers: new Map(Object.entries(RECORD)) }),
      await call(kit, kit.url('echo'), { ...POST, headers: new URLSearchParams({ 'x-app': '1' }) }),
    ],
  },
  {
    name: 'A wrapper beneath sees Headers as Headers, pairs as pairs, and a record as a record',
    before: wrapped(`(u, i = {}) => {
      const { headers } = i;
      log.push([headers instanceof Headers, Array.isArray(headers), Object.getPrototypeOf(headers ?? {}) === Object.prototype]);
      return native(u, i);
    }`),
    async run(kit) {
      for (const headers of [RECORD, new Headers(RECORD), Object.entries(RECORD)]) {
        await call(kit, kit.url('echo'), { ...POST, headers });
      }
      return wrapper().log;
    },
  },
  {
    name: 'A wrapper beneath that appends to pairs',
    before: wrapped("(u, i = {}) => native(u, { ...i, headers: [...(i.headers ?? []), ['X-CSRF', 't']] })"),
    run: (kit) => call(kit, kit.url('echo'), { ...POST, headers: Object.entries(RECORD) }),
  },
  {
    name: 'A wrapper beneath that reads members of its own',
    before: wrapped(`(u, i = {}) => {
      log.push(i.retry, i[Symbol.for('mark')], Object.keys(i), i.timeout);
      return native(u, i);
    }`),
    run: (kit) =>
      withLog(
        call(kit, kit.url('echo'), {
          ...POST,
          retry: { limit: 2 },
          [Symbol.for('mark')]: 7,
          get timeout() {
            return 100;
          },
        }),
      ),
  },
  {
    name: 'A wrapper beneath that looks for a Request',
    before: wrapped(`(u, i) => {
      const isRequest = u instanceof Request;
      log.push([isRequest, isRequest && u.method, isRequest && u.headers.get('x-app'), isRequest && u.credentials]);
      return isRequest ? native(new Request(u, { headers: { ...Object.fromEntries(u.headers), 'X-CSRF': 't' } })) : native(u, i);
    }`),
    run: (kit) =>
      withLog(
        call(
          kit,
          new Request(kit.url('echo'), {
            method: 'POST',
            body: 'body',
            headers: { 'x-app': '1' },
            credentials: 'omit',
          }),
        ),
      ),
  },
  {
    name: 'A call that gets no header goes on with the app’s own arguments',
    before: wrapped(NOTES_IDENTITY),
    async run(kit) {
      const other = kit.url('echo', 'other');
      for (const args of [
        [other],
        [other, POST],
        [other, Object.freeze({ headers: new Headers(RECORD) })],
        [new URL(other), { headers: Object.entries(RECORD) }],
        [new Request(other), undefined],
        [new Request(other), { cache: 'no-store' }],
        [other, new Options(), 'three'],
        ['data:text/plain,x', { headers: RECORD }],
        [other, null],
      ])
        await call(kit, ...args);
      return wrapper().log;
    },
  },
  {
    name: 'A call with a trace header of the app goes on with its own arguments',
    before: wrapped(NOTES_IDENTITY),
    async run(kit) {
      const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
      await call(kit, kit.url('tell-traceparent'), { headers: { traceparent } });
      await call(kit, kit.url('tell-traceparent'), { headers: [['traceparent', traceparent]] });
      await call(kit, new Request(kit.url('tell-traceparent'), { headers: { traceparent } }));
      return wrapper().log;
    },
  },
  {
    name: 'No getter of an init runs more than natively, whatever the origin',
    async run(kit) {
      const reads: string[] = [];
      const init = () =>
        Object.defineProperties(
          {},
          Object.fromEntries(
            ['headers', 'body', 'signal', 'cache'].map((name) => [
              name,
              { enumerable: true, get: () => void reads.push(name) },
            ]),
          ),
        );
      await kit.outcome(() => fetch(kit.url('echo'), init()));
      await kit.outcome(() => fetch(kit.url('echo', 'other'), init()));
      return reads;
    },
  },
  {
    name: 'Headers that can be read once only',
    async run(kit) {
      function* once() {
        yield ['X-App', 'once'];
        yield new Set(['x-b', '2']);
      }
      const outcomes = [];
      for (const origin of ['own', 'other'] as const) {
        outcomes.push(await kit.outcome(() => fetch(kit.url('echo', origin), { headers: once() as never })));
      }
      return outcomes;
    },
  },
  {
    name: 'A wrapper over the patch that adds a header',
    async run(kit) {
      const beneath = globalThis.fetch;
      globalThis.fetch = (input, init = {}) =>
        beneath(input, { ...init, headers: { ...(init.headers as object), 'X-CSRF': 't' } });
      const outcomes = [
        await kit.outcome(() => fetch(kit.url('echo'), POST)),
        await kit.outcome(() => fetch(kit.url('echo', 'other'), POST)),
      ];
      globalThis.fetch = beneath;
      return outcomes;
    },
  },
  {
    name: 'An abort rejects before the microtasks of its listeners and of what follows it',
    async run(kit) {
      const order: string[] = [];
      const controller = new AbortController();
      controller.signal.addEventListener('abort', () => queueMicrotask(() => order.push('of a listener')));
      const settled = fetch(kit.url('hold'), { signal: controller.signal }).catch((error) =>
        order.push(`rejected ${error.name}`),
      );
      await kit.ask('when?it=held');
      controller.abort();
      queueMicrotask(() => order.push('of what follows'));
      await settled;
      await Promise.resolve();
      return order;
    },
  },
  {
    name: 'An abort of a Request’s signal, and one before the call, reject in the native order',
    async run(kit) {
      const order: string[] = [];
      const controller = new AbortController();
      const request = new Request(kit.url('hold'), { signal: controller.signal });
      const settled = fetch(request).catch(() => order.push('rejected'));
      await kit.ask('when?it=held');
      controller.abort('reason');
      queueMicrotask(() => order.push('microtask'));
      await settled;
      const before = fetch(kit.url('text'), { signal: AbortSignal.abort('before') }).catch(() =>
        order.push('rejected before'),
      );
      queueMicrotask(() => order.push('second microtask'));
      await before;
      await Promise.resolve();
      return order;
    },
  },
  {
    name: 'A wrapper beneath that goes on after an abort',
    before: wrapped('(u, i) => native(u, { ...i, signal: undefined })'),
    async run(kit) {
      const controller = new AbortController();
      const promise = fetch(kit.url('text'), { signal: controller.signal });
      controller.abort();
      return kit.outcome(() => promise);
    },
  },
  {
    name: 'fetch called on another object',
    run: (kit) => kit.outcome(() => Reflect.apply(fetch, { not: 'a window' }, [kit.url('echo')])),
  },
];

export const group: Group = { name: 'fetch: wrappers and their arguments', cases, freshPages: true };
