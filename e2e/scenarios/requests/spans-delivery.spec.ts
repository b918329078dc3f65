import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Span } from '../../harness/otlp.js';
import { expect } from '../../harness/test.js';
import { type Origin, openShop, test, waitForSpans } from './spans-origin.js';

const TEXT = 'The same film again. '.repeat(2_000);

const readAll = async (url: string) => (await fetch(url)).text();

/** Attributes of a span about the delivery of a response. */
const deliveryOf = ({ attributes }: Span) =>
  Object.fromEntries(
    Object.entries({
      size: attributes['http.response.size'],
      body: attributes['http.response.body.size'],
      uncompressed: attributes['otel_rum.response.body.uncompressed_size'],
      isCacheHit: attributes['otel_rum.cache_hit'],
      isFromWorker: attributes['otel_rum.service_worker'],
    }).filter(([, value]) => value !== undefined),
  );
/** Makes requests of one path one after the other, reads each response to its end, and returns these attributes. */
async function deliveriesOf(page: Page, collector: Collector, path: string, count: number) {
  for (let time = 0; time < count; time++) await page.evaluate(readAll, path);
  return (await waitForSpans(collector, `GET ${path}`, count)).map(deliveryOf);
}
/** Bytes that browsers report for the headers of any response. */
const HEADERS = 300;

test('sizes: of the encoded body, of the decoded body, and of the whole response', async ({
  page,
  shop,
  collector,
}) => {
  const packed = gzipSync(TEXT);
  shop.serve('/packed', (response) => response.setHeader('content-encoding', 'gzip').end(packed));
  shop.serve('/plain', (response) => response.end(TEXT));
  shop.serve('/empty', (response) => response.writeHead(204).end());
  await openShop(page, shop, collector);

  expect(await deliveriesOf(page, collector, '/packed', 1)).toEqual([
    { size: packed.length + HEADERS, body: packed.length, uncompressed: TEXT.length },
  ]);
  expect(packed.length).toBeLessThan(TEXT.length / 10);
  expect(await deliveriesOf(page, collector, '/plain', 1)).toEqual([
    { size: TEXT.length + HEADERS, body: TEXT.length, uncompressed: TEXT.length },
  ]);
  expect(await deliveriesOf(page, collector, '/empty', 1)).toEqual([{ size: HEADERS }]);
});

test('a response from the browser’s cache is a hit, with a transferred size of 0', async ({
  page,
  shop,
  collector,
}) => {
  shop.serve('/cached', (response) => response.setHeader('cache-control', 'max-age=60').end('film'));
  await openShop(page, shop, collector);

  expect(await deliveriesOf(page, collector, '/cached', 2)).toEqual([
    { size: HEADERS + 4, body: 4, uncompressed: 4 },
    { isCacheHit: true, body: 4, uncompressed: 4 },
  ]);
  expect(shop.arrivals.filter(({ path }) => path === '/cached')).toHaveLength(1);
});

test('a cached response that the server confirmed is a hit whose headers were transferred', async ({
  page,
  shop,
  collector,
}) => {
  shop.serve('/tagged', (response, { headers }) => {
    response.setHeader('cache-control', 'no-cache').setHeader('etag', '"1"');
    if (headers['if-none-match']) response.writeHead(304).end();
    else response.end('film');
  });
  await openShop(page, shop, collector);

  expect(await deliveriesOf(page, collector, '/tagged', 2)).toEqual([
    { size: HEADERS + 4, body: 4, uncompressed: 4 },
    { isCacheHit: true, size: HEADERS, body: 4, uncompressed: 4 },
  ]);
  const [, confirmed] = await waitForSpans(collector, 'GET /tagged', 2);
  // As seen by the app.
  expect(confirmed?.attributes['http.response.status_code']).toBe(200);
});

test('a 304 to a conditional request of the app is no cache hit', async ({ page, shop, collector }) => {
  shop.serve('/tagged', (response) => response.writeHead(304).end());
  await openShop(page, shop, collector);
  await page.evaluate(async () => (await fetch('/tagged', { headers: { 'if-none-match': '"1"' } })).text());

  const span = await collector.waitForSpan('GET /tagged');
  expect(span).toMatchObject({ status: 'unset', attributes: { 'http.response.status_code': 304 } });
  expect(deliveryOf(span)).toEqual({ size: HEADERS });
});

const WORKER = `
  oninstall = () => skipWaiting();
  onactivate = (event) => event.waitUntil(clients.claim());
  const answers = {
    '/from-network': (request) => fetch(request),
    '/from-code': () => new Response('made by hand'),
    '/from-storage': async (request) => {
      const storage = await caches.open('films');
      if (!(await storage.match(request))) await storage.add(request);
      return storage.match(request);
    },
  };
  onfetch = (event) => {
    const answer = answers[new URL(event.request.url).pathname];
    if (answer) event.respondWith(answer(event.request));
  };
`;

async function openWithWorker(page: Page, shop: Origin, collector: Collector) {
  shop.serve('/worker.js', (response) => response.setHeader('content-type', 'text/javascript').end(WORKER));
  for (const path of ['/from-network', '/from-storage', '/past-it'])
    shop.serve(path, (response) => response.end('from the server'));
  await openShop(page, shop, collector);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => {
      navigator.serviceWorker.oncontrollerchange = resolve;
    });
    await navigator.serviceWorker.register('/worker.js');
    await controlled;
  });
}

test('a service worker’s response is marked as such, whatever its source', async ({
  page,
  shop,
  collector,
}) => {
  await openWithWorker(page, shop, collector);
  const size = 'from the server'.length;
  expect(await deliveriesOf(page, collector, '/from-network', 1)).toEqual([
    { isFromWorker: true, body: size, uncompressed: size },
  ]);
  expect(await deliveriesOf(page, collector, '/from-code', 1)).toEqual([
    { isFromWorker: true, body: 12, uncompressed: 12 },
  ]);
  expect(await deliveriesOf(page, collector, '/from-storage', 1)).toEqual([
    { isFromWorker: true, isCacheHit: true, body: size, uncompressed: size },
  ]);
});

test('a request that a service worker passes on is not its response', async ({ page, shop, collector }) => {
  await openWithWorker(page, shop, collector);
  const size = 'from the server'.length;
  expect(await deliveriesOf(page, collector, '/past-it', 1)).toEqual([
    { size: size + HEADERS, body: size, uncompressed: size },
  ]);
});
