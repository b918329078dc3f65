import type { Case, Group, Kit } from '../case.js';

const INIT = { method: 'POST', headers: { 'X-App': 'shop' }, body: 'body', mode: 'cors' } as const;

const post = (kit: Kit, init: RequestInit = INIT) => kit.outcome(() => fetch(kit.url('echo'), init));

/** Wraps whatever fetch there is, as a library that comes last. */
function wrapOver(log: string[]) {
  const previous = globalThis.fetch;
  const over: typeof fetch = (...args) => {
    log.push('over');
    return Reflect.apply(previous, globalThis, args);
  };
  globalThis.fetch = over;
  return () => {
    globalThis.fetch = previous;
  };
}

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
    name: 'A library over us is called once, and takes itself away again',
    async run(kit) {
      const before = globalThis.fetch;
      const log: string[] = [];
      const unwrap = wrapOver(log);
      const first = await post(kit);
      unwrap();
      return [first, log, globalThis.fetch === before, await post(kit), log.length];
    },
  },
  {
    name: 'After shutdown the functions are those from before',
    async run(kit) {
      await kit.shutdown();
      const { natives } = kit;
      const { open, send, setRequestHeader } = XMLHttpRequest.prototype;
      return [
        fetch === natives.fetch,
        setTimeout === natives.setTimeout && setInterval === natives.setInterval,
        open === natives.open && send === natives.send && setRequestHeader === natives.setRequestHeader,
        history.pushState === natives.pushState && history.replaceState === natives.replaceState,
        kit.describe(Object.getOwnPropertyDescriptor(globalThis, 'fetch')),
        await (await fetch(kit.url('tell-traceparent'))).text(),
        await byXhr(kit, 'tell-traceparent'),
      ];
    },
  },
  {
    name: 'After shutdown with a library over us: its chain works on, without us',
    async run(kit) {
      const log: string[] = [];
      const unwrap = wrapOver(log);
      await kit.shutdown();
      const first = await (await fetch(kit.url('tell-traceparent'))).text();
      unwrap();
      return [first, log, await (await fetch(kit.url('tell-traceparent'))).text()];
    },
  },
  {
    name: 'A shutdown while requests are under way: they arrive',
    async run(kit) {
      const response = fetch(kit.url('halves'));
      const xhr = new XMLHttpRequest();
      xhr.open('GET', kit.url('halves?xhr'));
      const end = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
      xhr.send();
      await (await response).body;
      await kit.shutdown();
      await kit.ask('release');
      await kit.ask('release');
      await end;
      return [await kit.outcome(() => response), xhr.responseText];
    },
  },
  {
    name: 'A function that was kept from before shutdown works on, without us',
    async run(kit) {
      const kept = globalThis.fetch;
      await kit.shutdown();
      return (await kept(kit.url('tell-traceparent'))).text();
    },
  },
  {
    name: 'A second copy of the patch on the page',
    async run(kit) {
      await kit.loadScript('/subject.js?again');
      return [
        await post(kit),
        await kit.outcome(() => fetch(new Request(kit.url('echo'), INIT))),
        await byXhr(kit),
      ];
    },
  },
];

export const group: Group = {
  name: 'Libraries over the patch, shutdown, a second copy',
  cases,
  freshPages: true,
};
