import type { Case, Group, Kit } from '../case.js';

/** A request whose answer tells what arrived. */
const echo = (kit: Kit, ...more: [init?: unknown]) =>
  kit.outcome(() => fetch(kit.url('echo'), ...(more as [RequestInit?])));

/** What `Kit.url` gives, read by a method of the input. */
const counted = (kit: Kit, method: 'toString' | symbol, result: () => unknown) => {
  let calls = 0;
  const input = {
    [method]: () => {
      calls += 1;
      return result();
    },
  };
  return async () => ({
    outcome: await kit.outcome(() => fetch(input as unknown as string)),
    calls,
  });
};

const cases: Case[] = [
  { name: 'An absolute address as a string', run: (kit) => echo(kit) },
  {
    name: 'A relative address with query and fragment',
    run: (kit) => kit.outcome(() => fetch(`${new URL(kit.url('echo')).pathname}?a=b&c=ü#part`)),
  },
  {
    name: 'An address in a folder below the page’s base element',
    async run(kit) {
      const base = document.createElement('base');
      base.href = kit.url('');
      document.head.append(base);
      const outcome = await kit.outcome(() => fetch('echo'));
      base.remove();
      return outcome;
    },
  },
  {
    name: 'A URL object, which stays what it was',
    async run(kit) {
      const url = new URL(kit.url('echo?x=1'));
      return [await kit.outcome(() => fetch(url)), kit.describe(url)];
    },
  },
  {
    name: 'An object whose toString() is called once',
    run: (kit) => counted(kit, 'toString', () => kit.url('echo'))(),
  },
  {
    name: 'An object whose Symbol.toPrimitive is called once',
    run: (kit) => counted(kit, Symbol.toPrimitive, () => kit.url('echo'))(),
  },
  {
    name: 'An object whose toString() throws, once',
    run: (kit) =>
      counted(kit, 'toString', () => {
        throw new RangeError('no address');
      })(),
  },
  { name: 'A Request', run: (kit) => kit.outcome(() => fetch(new Request(kit.url('echo')))) },
  {
    name: 'A Request with headers and a body, used up by it',
    async run(kit) {
      const request = new Request(kit.url('echo'), {
        method: 'PUT',
        headers: { 'X-App': 'shop', 'content-type': 'text/x' },
        body: 'héllo',
      });
      const before = kit.describe(request);
      const outcome = await kit.outcome(() => fetch(request));
      const again = await kit.outcome(() => fetch(request));
      return { before, outcome, after: kit.describe(request), again };
    },
  },
  {
    name: 'A Request with init over it, both as they were afterwards',
    async run(kit) {
      const request = new Request(kit.url('echo'), { method: 'POST', headers: { 'x-app': 'a' }, body: '1' });
      const init = { method: 'PUT', headers: { 'x-other': 'b' }, body: '2' };
      const outcome = await kit.outcome(() => fetch(request, init));
      return { outcome, request: kit.describe(request), init: kit.describe(init) };
    },
  },
  {
    name: 'A Request with an init that has no headers keeps its own',
    async run(kit) {
      const request = new Request(kit.url('echo'), { headers: { 'x-app': 'a' } });
      return [
        await kit.outcome(() => fetch(request, { method: 'POST', body: 'x' })),
        await kit.outcome(() => fetch(new Request(request), {})),
        await kit.outcome(() => fetch(request, undefined)),
      ];
    },
  },
  {
    name: 'A Request with a referrer and a referrer policy of its own',
    async run(kit) {
      const requests = [
        new Request(kit.url('echo?1'), { referrerPolicy: 'no-referrer' }),
        new Request(kit.url('echo?2'), { referrer: '/somewhere', referrerPolicy: 'same-origin' }),
        new Request(kit.url('echo?3'), { referrer: '' }),
        new Request(kit.url('echo?4'), { referrerPolicy: 'origin' }),
      ];
      const outcomes = [];
      for (const request of requests) outcomes.push(await kit.outcome(() => fetch(request)));
      return outcomes;
    },
  },
  {
    name: 'A Request with every option set',
    run: (kit) =>
      kit.outcome(() =>
        fetch(
          new Request(kit.url('echo', 'other'), {
            method: 'POST',
            body: 'x',
            mode: 'cors',
            credentials: 'include',
            cache: 'reload',
            redirect: 'follow',
            priority: 'low',
            keepalive: true,
          }),
        ),
      ),
  },
  {
    name: 'A Request of a frame’s realm',
    async run(kit) {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const { Request: Foreign } = frame.contentWindow as unknown as typeof globalThis;
      const outcome = await kit.outcome(() =>
        fetch(new Foreign(kit.url('echo'), { headers: { 'x-app': 'a' } })),
      );
      frame.remove();
      return outcome;
    },
  },
  {
    name: 'A Request of a subclass',
    async run(kit) {
      class Tagged extends Request {
        readonly tag = 'mine';
      }
      const request = new Tagged(kit.url('echo'), { headers: { 'x-app': 'a' } });
      return [await kit.outcome(() => fetch(request)), kit.describe(request)];
    },
  },
  {
    name: 'A Request where the page has replaced the global Request',
    async run(kit) {
      const native = globalThis.Request;
      const request = new native(kit.url('echo'), { headers: { 'x-app': 'a' } });
      class Replaced extends native {}
      globalThis.Request = Replaced;
      const outcomes = [
        await kit.outcome(() => fetch(request)),
        await kit.outcome(() => fetch(new Request(kit.url('echo'), { method: 'PUT' }))),
      ];
      globalThis.Request = native;
      return outcomes;
    },
  },
  {
    name: 'A Request behind a Proxy, which is none',
    run: (kit) => kit.outcome(() => fetch(new Proxy(new Request(kit.url('echo')), {}))),
  },
  {
    name: 'A Request made from another, and its clone',
    async run(kit) {
      const request = new Request(kit.url('echo'), {
        method: 'POST',
        body: 'twice',
        headers: { 'x-app': 'a' },
      });
      const clone = request.clone();
      return [
        await kit.outcome(() => fetch(new Request(request))),
        await kit.outcome(() => fetch(clone)),
        kit.describe(request),
        kit.describe(clone),
      ];
    },
  },
  {
    name: 'Addresses of other schemes: data, blob, about',
    async run(kit) {
      const blob = URL.createObjectURL(new Blob(['in a blob'], { type: 'text/x' }));
      const ofBlob = (await kit.outcome(() => fetch(blob))) as { resolved: { url: string } };
      // Its address is drawn anew each time.
      const isSame = ofBlob.resolved.url === blob;
      ofBlob.resolved.url = 'blob';
      return [
        await kit.outcome(() => fetch('data:text/plain,hi')),
        [ofBlob, isSame],
        await kit.outcome(() => fetch('about:blank')),
      ];
    },
  },
  {
    name: 'An address with a user and a password is refused',
    run: (kit) => kit.outcome(() => fetch(kit.url('echo').replace('//', '//user:secret@'))),
  },
];

export const group: Group = { name: 'fetch: what is fetched', cases };
