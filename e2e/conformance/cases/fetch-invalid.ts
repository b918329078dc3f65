import type { Case, Group, Kit } from '../case.js';

/** Calls fetch with what TypeScript would not let through. */
const call = (kit: Kit, ...args: unknown[]) => kit.outcome(() => Reflect.apply(fetch, undefined, args));

const each = async (kit: Kit, ...inits: unknown[]) => {
  const outcomes = [];
  for (const init of inits) outcomes.push(await call(kit, kit.url('text'), init));
  return outcomes;
};

const cases: Case[] = [
  { name: 'No arguments reject, they do not throw', run: (kit) => call(kit) },
  {
    name: 'Addresses that are none',
    run: async (kit) => [
      await call(kit, 'http://'),
      await call(kit, 'http://a b/'),
      await call(kit, 'http://[::'),
      await call(kit, 'http://example.org:99999/'),
    ],
  },
  {
    name: 'Schemes that fetch does not know',
    run: async (kit) => [
      await call(kit, 'ftp://example.invalid/'),
      await call(kit, 'javascript:alert(1)'),
      await call(kit, 'file:///etc/hosts'),
      await call(kit, 'mailto:a@b.invalid'),
    ],
  },
  {
    name: 'An input of another type: undefined, null, a number, an array',
    async run(kit) {
      const outcomes = [];
      for (const input of [undefined, null, 7, [], {}]) outcomes.push(await call(kit, input));
      return outcomes;
    },
  },
  { name: 'A symbol as the input', run: (kit) => call(kit, Symbol('address')) },
  { name: 'An input without a prototype', run: (kit) => call(kit, Object.create(null)) },
  { name: 'An empty string is the page itself', run: (kit) => call(kit, '') },
  { name: 'An init of a primitive type', run: (kit) => each(kit, 7, 'x', true, Symbol('x'), 1n) },
  { name: 'An init of null and of undefined', run: (kit) => each(kit, null, undefined) },
  {
    name: 'Methods that are none, or forbidden',
    run: (kit) =>
      each(
        kit,
        { method: 'G ET' },
        { method: '' },
        { method: 'TRACE' },
        { method: 'connect' },
        { method: null },
      ),
  },
  { name: 'A symbol as the method', run: (kit) => each(kit, { method: Symbol('GET') }) },
  {
    name: 'Header names that are none',
    run: (kit) => each(kit, { headers: { 'a b': '1' } }, { headers: { '': '1' } }, { headers: { ü: '1' } }),
  },
  {
    name: 'Header values that are none',
    run: (kit) =>
      each(
        kit,
        { headers: { a: '\n1\u0000' } },
        { headers: { a: '\u20ac' } },
        { headers: { a: Symbol('x') } },
      ),
  },
  {
    name: 'Headers of a wrong shape',
    run: (kit) =>
      each(kit, { headers: 'a: b' }, { headers: 7 }, { headers: [['a']] }, { headers: [['a', 'b', 'c']] }),
  },
  {
    name: 'Options that are none',
    run: (kit) =>
      each(
        kit,
        { mode: 'x' },
        { mode: 'navigate' },
        { credentials: 'x' },
        { cache: 'x' },
        { redirect: 'x' },
        { referrer: 'http://' },
        { referrerPolicy: 'x' },
        { priority: 'x' },
        { window: {} },
        { cache: 'only-if-cached' },
        { keepalive: 'yes' },
        { integrity: 'nonsense' },
        { duplex: 'full' },
      ),
  },
  {
    name: 'Called on something else than the global object',
    run: async (kit) => [
      await kit.outcome(() => Reflect.apply(fetch, {}, [kit.url('text')])),
      await kit.outcome(() => Reflect.apply(fetch, null, [kit.url('text')])),
      await kit.outcome(() => Reflect.apply(fetch, window, [kit.url('text')])),
      await kit.outcome(() => Reflect.apply(fetch, 7, [kit.url('text')])),
    ],
  },
  {
    name: 'Called with new',
    run: (kit) => kit.outcome(() => Reflect.construct(fetch, [kit.url('text')])),
  },
  {
    name: 'Called from a frame that is gone',
    async run(kit) {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const theirs = frame.contentWindow as Window;
      frame.remove();
      return kit.outcome(() => Reflect.apply(fetch, theirs, [kit.url('text')]));
    },
  },
  {
    name: 'An invalid call that nobody handles is told once, with the app’s own promise',
    async run(kit) {
      const told = kit.event<PromiseRejectionEvent>(window, 'unhandledrejection');
      const promise = fetch('http://');
      const event = await told;
      return [event.promise === promise, kit.describe(event.reason)];
    },
  },
  {
    name: 'A failure that is handled late is told as handled',
    async run(kit) {
      const told = kit.event(window, 'unhandledrejection');
      const promise = fetch(kit.url('broken'));
      await told;
      // Late is: after the event's own task.
      await new Promise((resolve) => setTimeout(resolve));
      const handled = kit.event<PromiseRejectionEvent>(window, 'rejectionhandled');
      promise.catch(() => {});
      return (await handled).promise === promise;
    },
  },
  {
    name: 'A failure that is handled is not told',
    run: (kit) => fetch(kit.url('broken')).catch((error) => kit.describe(error)),
  },
];

export const group: Group = { name: 'fetch: invalid calls', cases };
