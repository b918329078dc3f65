import { bundlePage } from '../conformance/bundle-page.js';
import { probeHeap } from '../conformance/heap.js';
import type { Traffic } from '../conformance/page/requests.js';
import { type ConformanceServer, startServer } from '../conformance/server.js';
import { expect, type Page, test } from '../harness/test.js';

/** The peer's patch grows here, as whoever sets it can see (scripts/conformance/table.mjs). */
const subject = process.env.CONFORMANCE_SUBJECT ?? 'otel-rum';
const MB = 1_048_576;

async function open(page: Page, server: ConformanceServer) {
  for (const signal of ['traces', 'logs', 'metrics']) server.serve(`/v1/${signal}`, 'application/json', '{}');
  const { origins } = server;
  const script = await bundlePage(`
    import { start } from './subjects/${subject}.ts';
    import { createTraffic } from './page/requests.ts';
    globalThis.subject = { origins: ${JSON.stringify(origins)}, endpoint: '${origins.own}' };
    start(subject);
    globalThis.traffic = createTraffic();`);
  server.serve('/page.js', 'text/javascript', script);
  server.serve(
    '/page',
    'text/html',
    '<!doctype html><title>App</title><script type="module" src="/page.js"></script>',
  );
  await page.goto(`${origins.own}/page`);
}

test('a stream of 200 MB leaves the heap as it was, also while the app does not read on', async ({
  page,
}) => {
  const server = await startServer();
  await open(page, server);
  const heap = await probeHeap(page);
  const read = (bytes: number) =>
    page.evaluate(async (wanted) => {
      const home = globalThis as unknown as { reader: ReadableStreamDefaultReader<Uint8Array> };
      home.reader ??= (
        (await fetch('/c/stream/endless?chunks=3200')).body as ReadableStream<Uint8Array>
      ).getReader();
      let got = 0;
      while (got < wanted) {
        const { done, value } = await home.reader.read();
        if (done) return got;
        got += value.length;
      }
      return got;
    }, bytes);

  const before = await heap.read();
  const first = await read(20 * MB);
  // The browser takes no more: so nobody drains the stream behind the app's back.
  await page.evaluate(async () => (await fetch('/c/stream/when?it=blocked')).text());
  const paused = await heap.read();
  const rest = await read(Number.MAX_SAFE_INTEGER);
  const after = await heap.read();
  await server.close();

  expect(first + rest).toBe(3200 * 65_536);
  // What the browser holds ready of a stream that is not read, natively too; the stream is a hundred times that.
  expect((paused.bytes - before.bytes) / MB).toBeLessThan(2);
  expect((after.bytes - before.bytes) / MB).toBeLessThan(1);
});

test('10,000 requests leave nothing behind', async ({ page }, testInfo) => {
  testInfo.setTimeout(60_000);
  const server = await startServer();
  await open(page, server);
  const heap = await probeHeap(page);
  const make = (needle: string, count: number) =>
    page.evaluate(
      async ([base, mark, number]) => {
        const home = globalThis as unknown as { traffic: Traffic; subject: { flush?(): Promise<void> } };
        await home.traffic.make(base, mark, number);
        await home.subject.flush?.();
        performance.clearResourceTimings();
      },
      [`${server.origins.own}/c/traffic/`, needle, count] as const,
    );
  // Caches, compiled code and the SDK's own tables are there after this.
  await make('warm', 1_000);
  const before = await heap.read();
  const listeners = await heap.listenersOf('traffic.xhr');
  await make('needle', 10_000);

  // A response that nobody reads is asked after once, a second later: till then its span waits.
  await expect.poll(() => heap.instances('traffic.spans'), { timeout: 15_000 }).toBeLessThan(10);
  await make('last', 20);
  const after = await heap.read();
  expect(server.seen('traffic').filter(({ path }) => path.includes('needle')).length).toBeGreaterThan(8_000);

  console.log(
    before,
    after,
    await heap.strings('needle-'),
    await page.evaluate(() => (globalThis as unknown as { traffic: Traffic }).traffic.alive()),
    listeners,
    await heap.listenersOf('traffic.xhr'),
    await heap.listenersOf('traffic.signal'),
    await heap.instances('PerformanceObserver.prototype'),
  );
  await server.close();
});
