import type { Case, Group, Kit } from '../case.js';

/** A request that the server holds, in an object: an async function would await the promise itself. */
const hold = async (kit: Kit, init: RequestInit) => {
  const promise = fetch(kit.url('hold'), init);
  await kit.ask('when?it=held');
  return { promise };
};

/** Until the server has seen that the client has gone. */
const gone = (kit: Kit) => kit.ask('when?it=closed');

const reasonOf = async (promise: Promise<unknown>, expected: unknown) => {
  try {
    await promise;
    return 'settled';
  } catch (error) {
    return { isReason: error === expected };
  }
};

const cases: Case[] = [
  {
    name: 'A signal that was aborted before: nothing is sent',
    run: (kit) => kit.outcome(() => fetch(kit.url('echo'), { signal: AbortSignal.abort() })),
  },
  {
    name: 'A signal that was aborted before, with a reason',
    async run(kit) {
      const reason = new RangeError('mine');
      const promise = fetch(kit.url('echo'), { signal: AbortSignal.abort(reason) });
      return [await reasonOf(promise, reason), await kit.outcome(() => promise)];
    },
  },
  {
    name: 'An abort while the server thinks',
    async run(kit) {
      const controller = new AbortController();
      const { promise } = await hold(kit, { signal: controller.signal });
      controller.abort();
      return [await kit.outcome(() => promise), await gone(kit), kit.describe(controller.signal)];
    },
  },
  {
    name: 'The reason of an abort is the error, whatever it is',
    async run(kit) {
      const results = [];
      for (const reason of [{ my: 'object' }, 'a string', null, 7, new TypeError('mine')]) {
        const controller = new AbortController();
        const { promise } = await hold(kit, { signal: controller.signal });
        controller.abort(reason);
        results.push([await reasonOf(promise, reason), await kit.outcome(() => promise)]);
      }
      return results;
    },
  },
  {
    name: 'An abort in the same task as the call',
    isRace: true,
    async run(kit) {
      const controller = new AbortController();
      const promise = fetch(kit.url('echo'), { signal: controller.signal });
      controller.abort();
      const outcome = await kit.outcome(() => promise);
      return outcome;
    },
  },
  {
    name: 'An abort after the headers: the body fails, the response does not',
    async run(kit) {
      const controller = new AbortController();
      const response = await fetch(kit.url('halves'), { signal: controller.signal });
      const reason = new RangeError('enough');
      controller.abort(reason);
      return [await reasonOf(response.text(), reason), kit.describe(response), await gone(kit)];
    },
  },
  {
    name: 'An abort while the body is read',
    async run(kit) {
      const controller = new AbortController();
      const response = await fetch(kit.url('halves'), { signal: controller.signal });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const first = await reader.read();
      const next = reader.read();
      controller.abort();
      return [first.value?.length, await kit.outcome(() => next), await kit.outcome(() => reader.closed)];
    },
  },
  {
    name: 'An abort after all was read changes nothing',
    async run(kit) {
      const controller = new AbortController();
      const outcome = await kit.outcome(() => fetch(kit.url('text'), { signal: controller.signal }));
      controller.abort();
      return outcome;
    },
  },
  {
    name: 'AbortSignal.timeout() while the server thinks',
    async run(kit) {
      const signal = AbortSignal.timeout(250);
      const promise = fetch(kit.url('hold'), { signal });
      return [await kit.outcome(() => promise), await reasonOf(promise, signal.reason)];
    },
  },
  {
    name: 'AbortSignal.any() of two',
    async run(kit) {
      const controller = new AbortController();
      const signal = AbortSignal.any([controller.signal, new AbortController().signal]);
      const { promise } = await hold(kit, { signal });
      controller.abort('any');
      return kit.outcome(() => promise);
    },
  },
  {
    name: 'The signal of a Request',
    async run(kit) {
      const controller = new AbortController();
      const request = new Request(kit.url('hold'), { signal: controller.signal });
      const promise = fetch(request);
      await kit.ask('when?it=held');
      controller.abort('of the request');
      return [await kit.outcome(() => promise), kit.describe(request), await gone(kit)];
    },
  },
  {
    name: 'The signal of init takes the place of the Request’s, also as null',
    async run(kit) {
      const ofRequest = AbortSignal.abort('request');
      const request = () => new Request(kit.url('text'), { signal: ofRequest });
      return [
        await kit.outcome(() => fetch(request())),
        await kit.outcome(() => fetch(request(), { signal: null })),
        await kit.outcome(() => fetch(request(), { signal: new AbortController().signal })),
      ];
    },
  },
  {
    name: 'A signal that is none',
    run: async (kit) => [
      await kit.outcome(() => fetch(kit.url('text'), { signal: {} as AbortSignal })),
      await kit.outcome(() => fetch(kit.url('text'), { signal: 'x' as unknown as AbortSignal })),
    ],
  },
  {
    name: 'One signal for three requests',
    async run(kit) {
      const controller = new AbortController();
      const { signal } = controller;
      const order: string[] = [];
      const promises = ['a', 'b', 'c'].map((name) =>
        fetch(kit.url(`hold?${name}`), { signal }).catch((error) => order.push(`${name} ${error.name}`)),
      );
      signal.addEventListener('abort', () => order.push('abort event'));
      for (const _ of promises) await kit.ask('when?it=held');
      controller.abort();
      order.push('after abort()');
      await Promise.all(promises);
      return order;
    },
  },
  {
    name: 'An aborted request of another origin',
    async run(kit) {
      const controller = new AbortController();
      const promise = fetch(kit.url('hold', 'other'), { signal: controller.signal });
      await kit.ask('when?it=held', 'other');
      controller.abort();
      return kit.outcome(() => promise);
    },
  },
  {
    name: 'An abort that nobody handles is told once, with the app’s own promise',
    async run(kit) {
      const controller = new AbortController();
      const { promise } = await hold(kit, { signal: controller.signal });
      const told = kit.event<PromiseRejectionEvent>(window, 'unhandledrejection');
      const reason = new RangeError('nobody cares');
      controller.abort(reason);
      const event = await told;
      return [event.promise === promise, event.reason === reason];
    },
  },
];

export const group: Group = { name: 'fetch: aborts', cases };
