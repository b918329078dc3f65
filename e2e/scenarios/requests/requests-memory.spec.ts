import type { Page } from '@playwright/test';
import { bundlePage } from '../../fixtures/conformance/bundle-page.js';
import { probeHeap } from '../../fixtures/conformance/heap.js';
import type { Traffic } from '../../fixtures/conformance/page/requests.js';
import { type ConformanceServer, startServer } from '../../fixtures/conformance/server.js';
import { expect, test } from '../../harness/test.js';

/** The patch to test: OpenTelemetry's grows here (scripts/conformance/table.mjs). */
const subject = process.env.CONFORMANCE_SUBJECT ?? 'otel-rum';
const MB = 1_048_576;

/** Functions on the page's global object. */
interface Home {
  traffic: Traffic;
  subject: { flush?(): Promise<void> };
  reader?: ReadableStreamDefaultReader<Uint8Array>;
}

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

test('a stream of 200 MB does not grow the heap, also while the app does not read', async ({ page }) => {
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
  // The browser reads no more, so nothing drains the stream without the app.
  await page.evaluate(async () => (await fetch('/c/stream/when?it=blocked')).text());
  const paused = await heap.read();
  const rest = await read(Number.MAX_SAFE_INTEGER);
  const after = await heap.read();
  await server.close();

  expect(first + rest).toBe(3200 * 65_536);
  // What the browser buffers of a stream that is not read, natively too; the stream is a hundred times larger.
  expect((paused.bytes - before.bytes) / MB).toBeLessThan(2);
  expect((after.bytes - before.bytes) / MB).toBeLessThan(1);
});

test('10,000 requests leak nothing', async ({ page }, testInfo) => {
  testInfo.setTimeout(240_000);
  const server = await startServer();
  await open(page, server);
  const heap = await probeHeap(page);
  const make = async (needle: string, count: number) => {
    await page.evaluate(
      ([base, mark, number]) => (globalThis as unknown as Home).traffic.make(base, mark, number),
      [`${server.origins.own}/c/traffic/`, needle, count] as const,
    );
    // The span of a response that is not read waits for a second, until its state is checked again.
    await expect.poll(() => heap.instances('traffic.spans'), { timeout: 15_000 }).toBeLessThan(10);
    await page.evaluate(async () => {
      await (globalThis as unknown as Home).subject.flush?.();
      performance.clearResourceTimings();
    });
  };
  const held = async () => ({
    listeners: (await heap.read()).listeners,
    observers: await heap.instances('PerformanceObserver.prototype'),
    ofSignal: await heap.listenersOf('traffic.signal'),
    ofXhr: await heap.listenersOf('traffic.xhr'),
  });

  // After this, caches are filled and code is compiled.
  await make('warm', 1_000);
  const [before, heldBefore] = [await heap.read(), await held()];
  await make('needle', 10_000);
  // The memory of the latest requests, which recognizes retries, now has these.
  await make('last', 600);
  const [after, heldAfter] = [await heap.read(), await held()];
  const strings = await heap.strings('needle-');
  const alive = await page.evaluate(() => (globalThis as unknown as Home).traffic.alive());
  const sent = server.seen('traffic').filter(({ path }) => path.includes('needle-'));
  await server.close();
  testInfo.annotations.push({ type: 'bytes', description: `${before.bytes} → ${after.bytes}` });

  // All except a tenth, which was aborted at once.
  expect(sent.length).toBeGreaterThanOrEqual(9_000);
  // After failures without a response, some requests have no headers, since these may be the reason.
  const answered = sent.filter(({ path }) => !path.includes('/broken'));
  expect(answered.filter(({ isTraced }) => isTraced).length).toBe(answered.length);
  // web-vitals creates one of its observers late; a leak of each request would be thousands.
  expect(heldAfter.observers - heldBefore.observers).toBeLessThan(5);
  expect({ ...heldAfter, observers: 0 }).toEqual({ ...heldBefore, observers: 0 });
  expect(strings).toEqual([]);
  expect(alive).toEqual(Object.fromEntries(Object.keys(alive).map((kind) => [kind, 0])));
  expect(Object.keys(alive).length).toBeGreaterThan(5);
  // A hundred bytes per request; the rest is code that the engine optimizes meanwhile.
  expect(after.bytes - before.bytes).toBeLessThan(1_000_000);
});
