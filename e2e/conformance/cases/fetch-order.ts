import type { Case, Group, Kit } from '../case.js';

/** Set by the page's first script: the promise of the function beneath the patch, and a count that begins as it settles. */
interface Tap {
  onFetch?: (promise: Promise<Response>) => void;
}
const tap = globalThis as typeof globalThis & { tap: Tap };

/** How many ticks after the promise beneath it the app's own settles. */
async function ticksAfterNative(kit: Kit, call: () => Promise<Response>) {
  let stop: (() => number) | undefined;
  const start = () => {
    stop = kit.countTicks();
  };
  tap.tap.onFetch = (promise) => promise.then(start, start);
  const read = () => stop?.() ?? -1;
  const ticks = call().then(read, read);
  tap.tap.onFetch = undefined as never;
  return ticks;
}

/** How many ticks after something done now the promise settles. */
function ticksAfter(kit: Kit, promise: Promise<unknown>, act: () => void = () => {}) {
  let stop = () => 0;
  const read = () => stop();
  const ticks = promise.then(read, read);
  stop = kit.countTicks();
  act();
  return ticks;
}

const cases: Case[] = [
  {
    name: 'Ticks until a response is with the app',
    async run(kit) {
      kit.noteTicks('response', await ticksAfterNative(kit, () => fetch(kit.url('text'))));
      kit.noteTicks(
        'response to a Request',
        await ticksAfterNative(kit, () => fetch(new Request(kit.url('text')))),
      );
    },
  },
  {
    name: 'Ticks until a failure is with the app',
    run: async (kit) => kit.noteTicks('failure', await ticksAfterNative(kit, () => fetch(kit.url('broken')))),
  },
  {
    name: 'Ticks until an abort is with the app',
    async run(kit) {
      const controller = new AbortController();
      const promise = fetch(kit.url('hold'), { signal: controller.signal });
      await kit.ask('when?it=held');
      kit.noteTicks('abort', await ticksAfter(kit, promise, () => controller.abort()));
    },
  },
  {
    name: 'Ticks until an invalid call is with the app',
    async run(kit) {
      kit.noteTicks('invalid', await ticksAfter(kit, fetch('http://')));
      kit.noteTicks('aborted before', await ticksAfter(kit, fetch('/', { signal: AbortSignal.abort() })));
    },
  },
  {
    name: 'The promise is the browser’s own: class, constructor, no property of another’s',
    run(kit) {
      const promise = fetch(kit.url('text'));
      promise.catch(() => {});
      return [
        kit.describe(promise),
        promise.constructor === Promise,
        Object.getPrototypeOf(promise) === Promise.prototype,
        Object.prototype.toString.call(promise),
        fetch(kit.url('text')) === promise,
      ];
    },
  },
  {
    name: 'What runs first: the call, what follows it, microtasks, the response',
    async run(kit) {
      const order: string[] = [];
      const promise = fetch(kit.url('text')).then(() => order.push('response'));
      order.push('after the call');
      const microtask = Promise.resolve().then(() => order.push('microtask'));
      queueMicrotask(() => order.push('queued microtask'));
      await Promise.all([promise, microtask]);
      return order;
    },
  },
  {
    name: 'Reactions run in the order in which they were registered',
    async run(kit) {
      const order: string[] = [];
      const promise = fetch(kit.url('text'));
      const done = [1, 2, 3].map((number) => promise.then(() => order.push(`then ${number}`)));
      await Promise.all([...done, promise.finally(() => order.push('finally'))]);
      return order;
    },
  },
  {
    name: 'A microtask is over before an abort’s event listeners are done',
    async run(kit) {
      const order: string[] = [];
      const controller = new AbortController();
      const promise = fetch(kit.url('hold'), { signal: controller.signal });
      controller.signal.addEventListener('abort', () => order.push('event'));
      const settled = promise.catch(() => order.push('rejected'));
      await kit.ask('when?it=held');
      controller.abort();
      order.push('after abort()');
      await settled;
      return order;
    },
  },
  {
    name: 'An async function’s stack of awaits',
    async run(kit) {
      const order: string[] = [];
      const load = async (name: string) => {
        order.push(`${name} begins`);
        const response = await fetch(kit.url('text'));
        order.push(`${name} has ${response.status}`);
        const text = await response.text();
        order.push(`${name} has ${text}`);
      };
      await load('one');
      await load('two');
      return order;
    },
  },
  {
    name: 'Promise.race() with a request that loses',
    async run(kit) {
      const controller = new AbortController();
      const slow = fetch(kit.url('hold'), { signal: controller.signal });
      const winner = await Promise.race([slow, Promise.resolve('fast')]);
      await kit.ask('when?it=held');
      controller.abort();
      return [winner, await kit.outcome(() => slow)];
    },
  },
  {
    name: 'Promise.all(), allSettled() and any() of requests',
    async run(kit) {
      const urls = ['text', 'missing', 'broken'].map((route) => kit.url(route));
      const settled = [];
      for (const url of urls) settled.push(...(await Promise.allSettled([fetch(url)])));
      return [
        settled.map((result) => [result.status, kit.describe((result as PromiseRejectedResult).reason)]),
        (await Promise.any([fetch(kit.url('text'))])).status,
      ];
    },
  },
];

/** Beneath the patch, as a library that came first. */
const before = `globalThis.tap = {};
{
  const native = globalThis.fetch;
  globalThis.fetch = function fetch(...args) {
    const promise = Reflect.apply(native, this, args);
    tap.onFetch?.(promise);
    return promise;
  };
}`;

export const group: Group = { name: 'fetch: order and timing', cases, before };
