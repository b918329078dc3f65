import type { Case, Group, Kit } from '../case.js';

const send = (kit: Kit, headers: unknown) =>
  kit.outcome(() => fetch(kit.url('echo'), { headers } as RequestInit));

/** A parent of the app's own, by another tracing library. */
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** What came along, in the echo and over the wire; the comparison leaves trace headers out, so this is told apart. */
async function traceparentSent(kit: Kit, call: (url: string) => Promise<Response>) {
  const before = kit.url('tell-traceparent');
  return (await call(before)).text();
}

const cases: Case[] = [
  {
    name: 'Header names go over the wire as the app spells them',
    run: (kit) =>
      kit.outcome(() => fetch(kit.url('tell-spelling'), { headers: { 'X-App': '1', 'x-B': '2' } })),
  },
  {
    name: 'Headers as an object',
    async run(kit) {
      const headers = { 'X-App': 'shop', 'x-b': 'ü', Accept: 'text/x', 'x-a': '' };
      return [await send(kit, headers), kit.describe(headers)];
    },
  },
  {
    name: 'Headers as an array of pairs, one name twice',
    async run(kit) {
      const headers = [
        ['X-B', '1'],
        ['x-a', '2'],
        ['x-b', '3'],
      ];
      return [await send(kit, headers), kit.describe(headers)];
    },
  },
  {
    name: 'Headers as Headers, which stay what they were',
    async run(kit) {
      const headers = new Headers({ 'X-App': 'shop' });
      headers.append('x-app', 'again');
      return [
        await send(kit, headers),
        kit.describe(headers),
        await send(kit, headers),
        kit.describe(headers),
      ];
    },
  },
  {
    name: 'Headers of a subclass with methods of its own',
    async run(kit) {
      const calls: string[] = [];
      class Counting extends Headers {
        override get(name: string) {
          calls.push(`get ${name}`);
          return super.get(name);
        }
        override has(name: string) {
          calls.push(`has ${name}`);
          return super.has(name);
        }
        override set(name: string, value: string) {
          calls.push(`set ${name}`);
          super.set(name, value);
        }
      }
      const headers = new Counting([['x-app', 'a']]);
      calls.length = 0;
      return [await send(kit, headers), calls, kit.describe(headers)];
    },
  },
  {
    name: 'Headers as a Map',
    async run(kit) {
      const headers = new Map([['x-app', 'a']]);
      return [await send(kit, headers), kit.describe(headers)];
    },
  },
  {
    name: 'Headers as a generator, which is run once',
    async run(kit) {
      let runs = 0;
      function* pairs() {
        runs += 1;
        yield ['x-a', '1'];
        yield ['x-b', '2'];
      }
      return [await send(kit, pairs()), runs];
    },
  },
  {
    name: 'Headers as an iterable that counts how often it is read',
    async run(kit) {
      let runs = 0;
      const headers = {
        *[Symbol.iterator]() {
          runs += 1;
          yield ['x-run', String(runs)];
        },
      };
      return [await send(kit, headers), runs];
    },
  },
  {
    name: 'Headers whose iterator throws in the middle',
    async run(kit) {
      let runs = 0;
      function* pairs() {
        runs += 1;
        yield ['x-a', '1'];
        throw new RangeError(`run ${runs}`);
      }
      return [await send(kit, { [Symbol.iterator]: pairs }), runs];
    },
  },
  {
    name: 'Headers with getters, which are read once',
    async run(kit) {
      let reads = 0;
      const headers = {
        get 'x-count'() {
          reads += 1;
          return String(reads);
        },
      };
      return [await send(kit, headers), reads];
    },
  },
  {
    name: 'Frozen headers, null headers, empty headers',
    async run(kit) {
      return [
        await send(kit, Object.freeze({ 'x-app': 'a' })),
        await send(kit, null),
        await send(kit, {}),
        await send(kit, []),
      ];
    },
  },
  {
    name: 'Values that are no strings',
    run: (kit) => send(kit, { 'x-number': 7, 'x-boolean': false, 'x-null': null, 'x-array': [1, 2] }),
  },
  {
    name: 'Values with spaces around them, and with every legal byte',
    run: (kit) => send(kit, { 'x-space': '  a b\t', 'x-latin': '\u00e4\u00ff', 'x-tab': 'a\tb' }),
  },
  {
    name: 'Header names that the browser forbids are left out',
    run: (kit) => send(kit, { Host: 'x', Cookie: 'a=b', 'Sec-X': '1', 'Proxy-X': '2', 'X-App': 'a' }),
  },
  {
    name: 'Headers in no-cors mode',
    run: (kit) =>
      kit.outcome(() =>
        fetch(kit.url('echo'), { mode: 'no-cors', headers: { 'x-app': 'a', accept: 'text/x' } }),
      ),
  },
  {
    name: 'A traceparent of the app in an object is sent as it is',
    run: (kit) =>
      traceparentSent(kit, (url) => fetch(url, { headers: { traceparent: TRACEPARENT, tracestate: 'a=b' } })),
  },
  {
    name: 'A traceparent of the app in pairs, oddly spelt, is sent as it is',
    run: (kit) => traceparentSent(kit, (url) => fetch(url, { headers: [['TraceParent', TRACEPARENT]] })),
  },
  {
    name: 'A traceparent of the app in Headers is sent as it is',
    async run(kit) {
      const headers = new Headers({ traceparent: TRACEPARENT });
      return [await traceparentSent(kit, (url) => fetch(url, { headers })), kit.describe(headers)];
    },
  },
  {
    name: 'A traceparent of the app in a Request is sent as it is',
    run: (kit) =>
      traceparentSent(kit, (url) => fetch(new Request(url, { headers: { traceparent: TRACEPARENT } }))),
  },
  {
    name: 'A Request’s headers after it was fetched twice by its clones',
    async run(kit) {
      const request = new Request(kit.url('echo'), { headers: { 'x-app': 'a' } });
      await kit.outcome(() => fetch(request.clone()));
      await kit.outcome(() => fetch(request));
      return kit.describe(request);
    },
  },
];

export const group: Group = { name: 'fetch: headers', cases };
