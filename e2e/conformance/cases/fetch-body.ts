import type { Case, Group, Kit, Origin } from '../case.js';

const post = (kit: Kit, body: unknown, more: object = {}, origin: Origin = 'own') =>
  kit.outcome(() => fetch(kit.url('echo', origin), { method: 'POST', body, ...more } as RequestInit));

const bytes = () => new Uint8Array([0, 1, 128, 255]);

/** A stream of some text that notes what was done with it. */
function textStream(...parts: string[]) {
  const log: string[] = [];
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const part = parts.shift();
        log.push(part === undefined ? 'end' : `pull ${part}`);
        if (part === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(part));
      },
      cancel: (reason) => {
        log.push(`cancel ${reason}`);
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, log };
}

const cases: Case[] = [
  { name: 'A string', run: (kit) => post(kit, 'héllo \u{1f600}') },
  { name: 'An empty string', run: (kit) => post(kit, '') },
  {
    name: 'No body: null, undefined',
    run: async (kit) => [await post(kit, null), await post(kit, undefined)],
  },
  {
    name: 'A Blob with a type, and one without',
    run: async (kit) => [
      await post(kit, new Blob(['blob'], { type: 'text/x' })),
      await post(kit, new Blob([bytes()])),
    ],
  },
  { name: 'A File', run: (kit) => post(kit, new File(['file'], 'a.txt', { type: 'text/plain' })) },
  {
    name: 'FormData with a file, untouched afterwards',
    async run(kit) {
      const form = new FormData();
      form.append('name', 'ü');
      form.append('file', new File(['content'], 'a"b.txt', { type: 'text/x' }));
      return [await post(kit, form), [...form].map(([name, value]) => [name, typeof value])];
    },
  },
  {
    name: 'URLSearchParams',
    async run(kit) {
      const body = new URLSearchParams({ q: 'a b&c', page: '2' });
      return [await post(kit, body), kit.describe(body)];
    },
  },
  {
    name: 'An ArrayBuffer, not detached by it',
    async run(kit) {
      const { buffer } = bytes();
      return [await post(kit, buffer), kit.describe(buffer)];
    },
  },
  {
    name: 'Typed arrays and a DataView on a part of a buffer',
    async run(kit) {
      const { buffer } = bytes();
      return [
        await post(kit, new Uint8Array(buffer, 1, 2)),
        await post(kit, new Uint16Array(buffer)),
        await post(kit, new DataView(buffer, 2)),
        kit.describe(buffer),
      ];
    },
  },
  { name: 'An object that is no body becomes a string', run: (kit) => post(kit, { a: 1 }) },
  {
    name: 'An object whose toString() is called once',
    async run(kit) {
      let calls = 0;
      const body = {
        toString() {
          calls += 1;
          return `call ${calls}`;
        },
      };
      return [await post(kit, body), calls];
    },
  },
  {
    name: 'A content type of the app stays',
    run: (kit) => post(kit, '{}', { headers: { 'Content-Type': 'application/json' } }),
  },
  {
    name: 'A stream with duplex half, over HTTP/2',
    addsPreflight: true,
    async run(kit) {
      const { stream, log } = textStream('one ', 'two');
      const outcome = await post(kit, stream, { duplex: 'half' }, 'secure');
      return { outcome, log, stream: kit.describe(stream) };
    },
  },
  {
    name: 'A stream over HTTP/1, which the browser refuses',
    async run(kit) {
      const { stream } = textStream('one');
      return { outcome: await post(kit, stream, { duplex: 'half' }), stream: kit.describe(stream) };
    },
  },
  {
    name: 'A stream without duplex, which is an error and leaves the stream alone',
    async run(kit) {
      const { stream, log } = textStream('one');
      return { outcome: await post(kit, stream), stream: kit.describe(stream), log };
    },
  },
  {
    name: 'A stream that fails',
    addsPreflight: true,
    async run(kit) {
      const stream = new ReadableStream({
        pull: (controller) => controller.error(new RangeError('out of bytes')),
      });
      return post(kit, stream, { duplex: 'half' }, 'secure');
    },
  },
  {
    name: 'A stream that is locked, or was read',
    async run(kit) {
      const locked = new ReadableStream();
      locked.getReader();
      const { stream } = textStream('one');
      await stream.getReader().read();
      return [await post(kit, locked, { duplex: 'half' }), await post(kit, stream, { duplex: 'half' })];
    },
  },
  {
    name: 'A Request with a stream over HTTP/2',
    addsPreflight: true,
    async run(kit) {
      const { stream, log } = textStream('one ', 'two');
      const request = new Request(kit.url('echo', 'secure'), {
        method: 'POST',
        body: stream,
        duplex: 'half',
      } as RequestInit);
      return { outcome: await kit.outcome(() => fetch(request)), log, request: kit.describe(request) };
    },
  },
  {
    name: 'A body with GET is an error',
    run: (kit) => post(kit, 'x', { method: 'GET' }),
  },
  {
    name: 'A body that is sent again after a redirect 307, and not after 303',
    run: async (kit) => [
      await kit.outcome(() => fetch(kit.url('redirect?status=307'), { method: 'POST', body: 'again' })),
      await kit.outcome(() => fetch(kit.url('redirect?status=303'), { method: 'POST', body: 'again' })),
    ],
  },
  {
    name: 'keepalive, also with more than the quota holds',
    run: async (kit) => [
      await post(kit, 'small', { keepalive: true }),
      await post(kit, 'x'.repeat(70_000), { keepalive: true }),
    ],
  },
  {
    name: 'A large body of 300 KB',
    async run(kit) {
      const answer = (await post(kit, 'x'.repeat(300_000))) as { body: string };
      return { ...answer, body: answer.body.length };
    },
  },
];

export const group: Group = { name: 'fetch: bodies', cases };
