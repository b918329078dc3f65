import type { Case, Group, Kit } from '../case.js';

const bodyOf = async (response: Promise<Response>) => (await response).body as ReadableStream<Uint8Array>;

/** Reads at least so many bytes, and tells whether it got them. */
async function readBytes(reader: ReadableStreamDefaultReader<Uint8Array>, bytes: number) {
  let got = 0;
  while (got < bytes) {
    const { done, value } = await reader.read();
    if (done) break;
    got += value.length;
  }
  return got >= bytes;
}

/** Until the server has seen that the client has gone. */
const gone = (kit: Kit) => kit.ask('when?it=closed');

/** The text of events, as they come. */
async function readText(stream: ReadableStream<Uint8Array>) {
  let text = '';
  for await (const part of stream.pipeThrough(new TextDecoderStream() as never) as never as string[])
    text += part;
  return text;
}

const cases: Case[] = [
  {
    name: 'An endless stream, read for a while and cancelled: the server sees the client go',
    async run(kit) {
      const stream = await bodyOf(fetch(kit.url('endless')));
      const reader = stream.getReader();
      const got = await readBytes(reader, 500_000);
      const cancelled = await kit.outcome(() => reader.cancel('enough'));
      return [got, cancelled, await gone(kit), kit.describe(stream)];
    },
  },
  {
    name: 'An endless stream that is cancelled unread',
    async run(kit) {
      const response = await fetch(kit.url('endless'));
      await response.body?.cancel();
      return [await gone(kit), kit.describe(response)];
    },
  },
  {
    name: 'An endless stream that is never read, until it is aborted: the server is held back',
    async run(kit) {
      const controller = new AbortController();
      const response = await fetch(kit.url('endless'), { signal: controller.signal });
      // Blocked when the browser takes no more: nobody drains it behind the app's back.
      const blocked = await kit.ask('when?it=blocked');
      const told = kit.describe(response);
      controller.abort();
      return [blocked, told, await gone(kit)];
    },
  },
  {
    name: 'A stream that is teed, both halves read',
    async run(kit) {
      const [one, two] = (await bodyOf(fetch(kit.url('endless?chunks=4')))).tee();
      const [read, other] = [one.getReader(), two.getReader()];
      const done = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
        let bytes = 0;
        for (;;) {
          const { done: isDone, value } = await reader.read();
          if (isDone) return bytes;
          bytes += value.length;
        }
      };
      return Promise.all([done(read), done(other)]);
    },
  },
  {
    name: 'A stream in halves: the first is there before the second is sent',
    async run(kit) {
      const response = await fetch(kit.url('halves'));
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const first = new TextDecoder().decode((await reader.read()).value);
      await kit.ask('release');
      const second = new TextDecoder().decode((await reader.read()).value);
      return [first, second, (await reader.read()).done];
    },
  },
  {
    name: 'A byte stream read into the app’s own buffer',
    async run(kit) {
      const stream = await bodyOf(fetch(kit.url('bytes')));
      const reader = stream.getReader({ mode: 'byob' });
      return kit.describe((await reader.read(new Uint8Array(8))).value);
    },
  },
  {
    name: 'A body piped through a transform, and into a Response of the app',
    async run(kit) {
      const response = await fetch(kit.url('text'));
      const upper = new TransformStream({
        transform: (part, controller) => controller.enqueue(part.map((byte: number) => byte - 32)),
      });
      const own = new Response(response.body?.pipeThrough(upper), response);
      return kit.outcome(async () => own);
    },
  },
  {
    name: 'A clone that is read, the original that is not',
    async run(kit) {
      const response = await fetch(kit.url('text'));
      return [await response.clone().text(), kit.describe(response)];
    },
  },
  {
    name: 'Server-sent events by fetch',
    run: async (kit) => readText(await bodyOf(fetch(kit.url('events')))),
  },
  {
    name: 'Server-sent events by fetch that stay open, until the app goes',
    async run(kit) {
      const reader = (await bodyOf(fetch(kit.url('open-events')))).getReader();
      const first = new TextDecoder().decode((await reader.read()).value);
      await reader.cancel();
      return [first, await gone(kit)];
    },
  },
  {
    name: 'Server-sent events by EventSource',
    async run(kit) {
      const source = new EventSource(kit.url('open-events'));
      const event = await kit.event<MessageEvent>(source, 'message');
      source.close();
      return [event.data, source.readyState, await gone(kit)];
    },
  },
  {
    name: 'WebAssembly.compileStreaming() of the promise, and of the response',
    run: async (kit) => [
      await kit.outcome(() => WebAssembly.compileStreaming(fetch(kit.url('wasm')))),
      await kit.outcome(async () => WebAssembly.compileStreaming(await fetch(kit.url('wasm')))),
      await kit.outcome(() => WebAssembly.compileStreaming(fetch(kit.url('text')))),
    ],
  },
  {
    name: 'WebAssembly.instantiateStreaming() of the promise',
    run: (kit) =>
      kit.outcome(async () => {
        const { instance, module } = await WebAssembly.instantiateStreaming(fetch(kit.url('wasm')));
        return [String(instance), String(module), Object.keys(instance.exports)];
      }),
  },
  {
    name: 'A response put into the Cache API and taken out',
    async run(kit) {
      // Only secure contexts have it; the loopback address is one.
      const cache = await caches.open('conformance');
      await cache.put(kit.url('text'), await fetch(kit.url('text')));
      const outcome = await kit.outcome(() => cache.match(kit.url('text')));
      await caches.delete('conformance');
      return outcome;
    },
  },
];

export const group: Group = { name: 'fetch: streams', cases };
