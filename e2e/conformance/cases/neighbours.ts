import type { Case, Group, Kit } from '../case.js';

/** A library that came first; its script says `wrap(native)` and gets what it wraps with. */
const wrapped = (code: string) => `globalThis.neighbour = { log: [] };
{
  const native = globalThis.fetch;
  const { log } = neighbour;
  globalThis.fetch = ${code};
  neighbour.wrapper = globalThis.fetch;
  neighbour.unpatch = () => { globalThis.fetch = native; };
}`;

interface Neighbour {
  log: unknown[];
  wrapper: typeof fetch;
  unpatch(): void;
}
const neighbour = () => (globalThis as unknown as { neighbour: Neighbour }).neighbour;

const INIT = { method: 'POST', headers: { 'X-App': 'shop' }, body: 'body', mode: 'cors' } as const;

const post = (kit: Kit, init: RequestInit = INIT) => kit.outcome(() => fetch(kit.url('echo'), init));

async function byXhr(kit: Kit, route = 'echo') {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', kit.url(route));
  const end = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
  xhr.send();
  await end;
  return [xhr.status, xhr.responseText];
}

const cases: Case[] = [
  {
    name: 'A library beneath that spreads init, and adds to it',
    before: wrapped('(input, init) => native(input, { ...init, credentials: "omit" })'),
    run: async (kit) => [await post(kit), await kit.outcome(() => fetch(kit.url('echo', 'other'), INIT))],
  },
  {
    name: 'A library beneath that copies init by Object.assign() and by its keys',
    before: wrapped(`(input, init) => {
      log.push(Object.keys(init ?? {}), 'method' in (init ?? {}), JSON.stringify(init?.body));
      return native(input, Object.assign({}, init));
    }`),
    run: async (kit) => [await post(kit), neighbour().log],
  },
  {
    name: 'A library beneath that makes a Request of what it gets',
    before: wrapped('(input, init) => native(new Request(input, init))'),
    run: async (kit) => [
      await post(kit),
      await kit.outcome(() => fetch(new Request(kit.url('echo'), INIT))),
      await kit.outcome(() => fetch(new URL(kit.url('echo')))),
    ],
  },
  {
    name: 'A library beneath that writes onto init: what it writes counts',
    before: wrapped(
      '(input, init) => { init.method = "PUT"; delete init.body; return native(input, init); }',
    ),
    run: (kit) => post(kit, { ...INIT }),
  },
  {
    name: 'A library beneath that writes onto init: the app’s object afterwards',
    before: wrapped('(input, init) => { init.method = "PUT"; return native(input, init); }'),
    async run(kit) {
      const init = { ...INIT };
      await post(kit, init);
      return kit.describe(init);
    },
  },
  {
    name: 'A library beneath sees the app’s input and this',
    before: wrapped(`function (...args) {
      log.push(this === undefined || this === globalThis, args.length, typeof args[0], args[0] instanceof Request);
      return Reflect.apply(native, this, args);
    }`),
    run: async (kit) => {
      await kit.outcome(() => fetch(kit.url('text', 'other')));
      await kit.outcome(() => fetch(new Request(kit.url('text', 'other'))));
      await kit.outcome(() => window.fetch(kit.url('text', 'other'), {}));
      return neighbour().log;
    },
  },
  {
    name: 'A library beneath that gives a response of its own',
    before: wrapped('async () => new Response("made up", { status: 202 })'),
    run: (kit) => post(kit),
  },
  {
    name: 'A library beneath that gives no promise',
    before: wrapped('() => undefined'),
    run: (kit) => post(kit),
  },
  {
    name: 'A library beneath that gives a thenable',
    before: wrapped('() => ({ then: (resolve) => resolve("thenable") })'),
    run: (kit) => [typeof (fetch(kit.url('text')) as object), Object.keys(fetch(kit.url('text')))],
  },
  {
    name: 'A library beneath that gives a promise of a subclass',
    before: wrapped(
      '(...args) => { class Own extends Promise { extra() { return 1; } } return Own.resolve(native(...args)); }',
    ),
    async run(kit) {
      const promise = fetch(kit.url('text')) as Promise<Response> & { extra?(): number };
      return [promise.constructor.name, promise.extra?.(), (await promise).status];
    },
  },
  {
    name: 'A library beneath that gives a promise with a cancel() of its own',
    before: wrapped('(...args) => Object.assign(native(...args), { cancel: () => "cancelled" })'),
    async run(kit) {
      const promise = fetch(kit.url('text')) as Promise<Response> & { cancel?(): string };
      await promise;
      return [Object.keys(promise), promise.cancel?.()];
    },
  },
  {
    name: 'A library beneath that throws at once, once',
    before: wrapped('() => { log.push("call"); throw new RangeError("beneath"); }'),
    run: async (kit) => [await post(kit), neighbour().log],
  },
  {
    name: 'A library beneath that retries',
    before: wrapped(`async (input, init) => {
      for (let turn = 0; turn < 2; turn += 1) await native(input, init).then((r) => log.push(r.status), (e) => log.push(e.name));
      return native(input, init);
    }`),
    run: async (kit) => [await post(kit), neighbour().log],
  },
  {
    name: 'A library beneath that takes itself away: fetch works on',
    before: wrapped('(...args) => native(...args)'),
    async run(kit) {
      neighbour().unpatch();
      return [await post(kit), globalThis.fetch === kit.natives.fetch];
    },
  },
  {
    name: 'fetch behind an accessor of another library',
    before: `{
      let current = fetch;
      Object.defineProperty(globalThis, 'fetch', { configurable: true, enumerable: true, get: () => current, set: (value) => { current = value; } });
    }`,
    run: async (kit) => [await post(kit), kit.describe(Object.getOwnPropertyDescriptor(globalThis, 'fetch'))],
  },
  {
    name: 'fetch that cannot be written or configured',
    before: `Object.defineProperty(globalThis, 'fetch', { writable: false, configurable: false });`,
    run: async (kit) => [await post(kit), globalThis.fetch === kit.natives.fetch],
  },
  {
    name: 'XMLHttpRequest’s prototype frozen',
    before: 'Object.freeze(XMLHttpRequest.prototype);',
    run: (kit) => byXhr(kit),
  },
  {
    name: 'XMLHttpRequest replaced by a subclass of another library',
    before: `{
      const Native = XMLHttpRequest;
      globalThis.XMLHttpRequest = class XMLHttpRequest extends Native { send(body) { globalThis.sent = (globalThis.sent ?? 0) + 1; super.send(body); } };
    }`,
    run: async (kit) => [await byXhr(kit), (globalThis as { sent?: number }).sent],
  },
  {
    name: 'Promise.prototype.then replaced by another library',
    before: `{
      const { then } = Promise.prototype;
      globalThis.thens = 0;
      Promise.prototype.then = function (...args) { if (globalThis.isCounting) globalThis.thens += 1; return Reflect.apply(then, this, args); };
    }`,
    async run(kit) {
      const counter = globalThis as typeof globalThis & { isCounting?: boolean; thens?: number };
      counter.isCounting = true;
      const promise = fetch(kit.url('text'));
      counter.isCounting = false;
      const { thens } = counter;
      return [await kit.outcome(() => promise), thens];
    },
  },
];

export const group: Group = {
  name: 'Libraries beneath the patch',
  cases,
  freshPages: true,
};
