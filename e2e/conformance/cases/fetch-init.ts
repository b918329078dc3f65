import type { Case, Group, Kit } from '../case.js';

/** What is asked of an object, in order, by whoever gets it. */
function watched<T extends object>(target: T): { proxy: T; log: string[] } {
  const log: string[] = [];
  const traps: ProxyHandler<T> = {};
  for (const trap of Object.getOwnPropertyNames(Reflect) as (keyof ProxyHandler<T>)[]) {
    Object.assign(traps, {
      [trap]: (...args: unknown[]) => {
        const key = typeof args[1] === 'string' || typeof args[1] === 'symbol' ? ` ${String(args[1])}` : '';
        log.push(`${trap}${key}`);
        return Reflect.apply(Reflect[trap] as never, Reflect, args);
      },
    });
  }
  return { proxy: new Proxy(target, traps), log };
}

const INIT = { method: 'POST', headers: { 'X-App': 'shop' }, body: 'body', credentials: 'omit' } as const;

const echo = (kit: Kit, init: unknown) => kit.outcome(() => fetch(kit.url('echo'), init as RequestInit));

const counts = (log: string[]) => {
  const result: Record<string, number> = {};
  for (const entry of [...log].sort()) result[entry] = (result[entry] ?? 0) + 1;
  return result;
};

class Options {
  #method = 'PUT';
  get method() {
    return this.#method;
  }
  get headers() {
    return { 'x-app': this.#method };
  }
}

const cases: Case[] = [
  {
    name: 'A plain init, untouched afterwards',
    async run(kit) {
      const init = { ...INIT, headers: { ...INIT.headers } };
      return [await echo(kit, init), kit.describe(init)];
    },
  },
  {
    name: 'An init that is frozen, with frozen headers',
    async run(kit) {
      const init = Object.freeze({ ...INIT, headers: Object.freeze({ ...INIT.headers }) });
      return [await echo(kit, init), kit.describe(init)];
    },
  },
  {
    name: 'An init that is sealed, and one that cannot be extended',
    async run(kit) {
      const sealed = Object.seal({ method: 'POST' });
      const closed = Object.preventExtensions({ method: 'POST' });
      return [await echo(kit, sealed), await echo(kit, closed), kit.describe(sealed), kit.describe(closed)];
    },
  },
  {
    name: 'A proxied init is asked for each member as often as natively',
    async run(kit) {
      const { proxy, log } = watched({ ...INIT });
      return [await echo(kit, proxy), counts(log)];
    },
  },
  {
    name: 'A proxied init is asked for its members in the native order',
    async run(kit) {
      const { proxy, log } = watched({ ...INIT });
      await echo(kit, proxy);
      return log;
    },
  },
  {
    name: 'Proxied headers are read as often and in the same order as natively',
    async run(kit) {
      const { proxy, log } = watched({ 'x-b': '1', 'x-a': '2' });
      return [await echo(kit, { headers: proxy }), log];
    },
  },
  {
    name: 'An init that is a revoked proxy',
    run(kit) {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return echo(kit, proxy);
    },
  },
  {
    name: 'Getters that give something else each time',
    async run(kit) {
      let calls = 0;
      const init = {
        get method() {
          calls += 1;
          return `POST${calls > 1 ? calls : ''}`;
        },
        get body() {
          calls += 1;
          return `body ${calls}`;
        },
      };
      return [await echo(kit, init), kit.describe(init)];
    },
  },
  {
    name: 'A getter that throws is read once',
    async run(kit) {
      let calls = 0;
      const init = {
        get headers() {
          calls += 1;
          throw new RangeError(`read ${calls}`);
        },
      };
      return [await echo(kit, init), calls];
    },
  },
  {
    name: 'A getter of the method that throws is read once',
    async run(kit) {
      let calls = 0;
      const init = {
        get method() {
          calls += 1;
          throw new RangeError(`read ${calls}`);
        },
      };
      return [await echo(kit, init), calls];
    },
  },
  {
    name: 'A method whose toString() is called once',
    async run(kit) {
      let calls = 0;
      const method = {
        toString() {
          calls += 1;
          return 'DELETE';
        },
      };
      return [await echo(kit, { method }), calls];
    },
  },
  {
    name: 'An init with members from its prototype',
    async run(kit) {
      const prototype = { method: 'POST', headers: { 'x-app': 'shop' } };
      const init = Object.create(prototype, { body: { value: 'x' } });
      return [await echo(kit, init), kit.describe(init), kit.describe(prototype)];
    },
  },
  {
    name: 'An init without a prototype',
    async run(kit) {
      const init = Object.assign(Object.create(null), { method: 'POST', body: 'x' });
      return [await echo(kit, init), kit.describe(init)];
    },
  },
  { name: 'An init of a class with private fields', run: (kit) => echo(kit, new Options()) },
  {
    name: 'An init that is a function, and one that is a Request',
    async run(kit) {
      const asFunction = Object.assign(() => {}, { method: 'PUT' });
      const asRequest = new Request(kit.url('echo'), {
        method: 'POST',
        body: 'x',
        headers: { 'x-app': 'a' },
      });
      return [await echo(kit, asFunction), await echo(kit, asRequest).catch(String), kit.describe(asRequest)];
    },
  },
  {
    name: 'One init for two origins, of which one allows no headers',
    async run(kit) {
      const init = { method: 'GET', headers: {} };
      const own = await echo(kit, init);
      const other = await kit.outcome(() => fetch(kit.url('echo', 'other'), init));
      return [own, other, await echo(kit, init), kit.describe(init)];
    },
  },
  {
    name: 'One init without headers for two origins',
    async run(kit) {
      const init = { cache: 'no-cache' } as const;
      const own = await echo(kit, init);
      const other = await kit.outcome(() => fetch(kit.url('echo', 'other'), init));
      return [own, other, kit.describe(init)];
    },
  },
  {
    name: 'An init for an origin that propagateTo names, untouched',
    addsPreflight: true,
    async run(kit) {
      const init = { headers: { 'x-app': 'shop' } };
      return [await kit.outcome(() => fetch(kit.url('echo', 'listed'), init)), kit.describe(init)];
    },
  },
  {
    name: 'Every method, in upper and lower case',
    async run(kit) {
      const outcomes = [];
      for (const method of ['get', 'Post', 'put', 'patch', 'PATCH', 'DELETE', 'head', 'OPTIONS', 'PURGE']) {
        outcomes.push(await echo(kit, { method }));
      }
      return outcomes;
    },
  },
  {
    name: 'Unknown members, undefined members, a symbol',
    run: (kit) =>
      echo(kit, { foo: 1, method: undefined, headers: undefined, body: undefined, [Symbol('x')]: 1 }),
  },
  {
    name: 'Members that only newer browsers know',
    run: (kit) =>
      echo(kit, { priority: 'high', targetAddressSpace: 'unknown', window: null, duplex: 'half' }),
  },
  {
    name: 'Further arguments are ignored',
    run: (kit) =>
      kit.outcome(() => Reflect.apply(fetch, undefined, [kit.url('echo'), { method: 'PUT' }, 'three', {}])),
  },
];

export const group: Group = { name: 'fetch: init', cases };
