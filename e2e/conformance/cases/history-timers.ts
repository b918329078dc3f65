import type { Case, Group, Kit } from '../case.js';

const places = () => [location.href.replace(location.origin, ''), history.state];

const attempt = (kit: Kit, ...args: unknown[]) =>
  kit.outcome(() => Reflect.apply(history.pushState, history, args));

const cases: Case[] = [
  {
    name: 'History: pushState() and replaceState() with a state and an address',
    async run(kit) {
      const { length } = history;
      const results = [await kit.outcome(() => history.pushState({ a: [1] }, '', '/pushed?x#y')), places()];
      results.push(await kit.outcome(() => history.replaceState('text', '', 'replaced')), places());
      results.push(await kit.outcome(() => history.pushState(null, '')), places());
      history.replaceState(null, '', '/page');
      return [results, history.length - length];
    },
  },
  {
    name: 'History: what is invalid throws the same and changes nothing',
    async run(kit) {
      const results = [
        await attempt(kit),
        await attempt(kit, null),
        await attempt(kit, () => {}, ''),
        await attempt(kit, null, '', 'http://elsewhere.invalid/'),
        await attempt(kit, null, '', 'http://'),
        await attempt(kit, null, Symbol('title'), '/x'),
        await kit.outcome(() => Reflect.apply(history.pushState, {}, [null, '', '/x'])),
      ];
      return [results, places()];
    },
  },
  {
    name: 'History: an address with a toString() that is called once, events of going back',
    async run(kit) {
      let calls = 0;
      const url = {
        toString() {
          calls += 1;
          return '/counted';
        },
      };
      history.pushState(1, '', url as unknown as string);
      history.pushState(2, '', '#part');
      const popped = kit.event<PopStateEvent>(window, 'popstate');
      const hashed = kit.event<HashChangeEvent>(window, 'hashchange');
      history.back();
      const [{ state }, { newURL }] = await Promise.all([popped, hashed]);
      history.replaceState(null, '', '/page');
      return [calls, state, new URL(newURL).pathname];
    },
  },
  {
    name: 'Timers: arguments, this, and the number that they give',
    async run(kit) {
      const results: unknown[] = [];
      const id = await new Promise<number>((resolve) => {
        const own = setTimeout(
          function (this: unknown, ...args: unknown[]) {
            results.push(this === window, args);
            resolve(own as unknown as number);
          } as () => void,
          0,
          'a',
          { b: 1 },
        );
      });
      return [results, typeof id, kit.describe(setTimeout(() => {}) instanceof Object)];
    },
  },
  {
    name: 'Timers: delays of other types become numbers once',
    async run(kit) {
      let calls = 0;
      const delay = {
        valueOf() {
          calls += 1;
          return 1;
        },
      };
      await new Promise((resolve) => Reflect.apply(setTimeout, window, [resolve, delay]));
      const results = [calls];
      for (const invalid of [Symbol('1'), 1n]) {
        results.push(
          (await kit.outcome(() => Reflect.apply(setTimeout, window, [() => {}, invalid]))) as never,
        );
      }
      return results;
    },
  },
  {
    name: 'Timers: callbacks that are none, code as a string',
    async run(kit) {
      const given = (...args: unknown[]) => kit.outcome(() => typeof Reflect.apply(setTimeout, window, args));
      const results = [await given(), await given(null), await given({}), await given(Symbol('x'))];
      const global = globalThis as typeof globalThis & { fromCode?: number };
      Reflect.apply(setTimeout, window, ['globalThis.fromCode = 7']);
      await new Promise((resolve) => setTimeout(resolve, 1));
      results.push(kit.describe(global.fromCode));
      delete global.fromCode;
      return results;
    },
  },
  {
    name: 'Timers: order among each other, microtasks between, clearing',
    async run() {
      const order: string[] = [];
      await new Promise((resolve) => {
        setTimeout(() => {
          order.push('first');
          queueMicrotask(() => order.push('microtask'));
        });
        setTimeout(() => order.push('second'));
        clearTimeout(setTimeout(() => order.push('cleared')));
        let turns = 0;
        const id = setInterval(() => {
          turns += 1;
          order.push(`turn ${turns}`);
          if (turns === 2) {
            clearInterval(id);
            resolve(undefined);
          }
        }, 5);
      });
      return order;
    },
  },
  {
    name: 'Timers: a callback that throws is told as ever',
    async run(kit) {
      const told = kit.event<ErrorEvent>(window, 'error');
      const fault = new RangeError('of the app');
      setTimeout(() => {
        throw fault;
      });
      const event = await told;
      return [event.error === fault, event.message];
    },
  },
  {
    name: 'Timers: a callback that is a proxy, a class, an async function',
    async run(kit) {
      const calls: string[] = [];
      const proxy = new Proxy(() => {}, {
        apply: (_, self, args) => calls.push(`apply ${self === window} ${args.length}`),
      });
      await new Promise<void>((resolve) => {
        setTimeout(proxy, 0, 1, 2);
        setTimeout(async () => resolve());
      });
      const told = kit.event<ErrorEvent>(window, 'error');
      setTimeout(class Own {} as unknown as () => void);
      return [calls, (await told).message];
    },
  },
];

export const group: Group = { name: 'History and timers', cases };
