import type { Page } from '@playwright/test';
import { FAILED_FETCH } from '../../harness/failed-fetch.js';
import { expect } from '../../harness/test.js';
import { type Origin, openShop, test, waitForSpans } from './spans-origin.js';

/** Answers a simple request of another origin, and allows none of our headers in a preflight, like a file store. */
const serveStore = (store: Origin, path: string) =>
  store.serve(path, (response, { method }) => {
    response.removeHeader('access-control-allow-headers');
    response.statusCode = method === 'OPTIONS' ? 204 : 200;
    response.end('file');
  });
const serveRedirect = (shop: Origin, path: string, target: string) =>
  shop.serve(path, (response) => response.writeHead(302, { location: target }).end());

const get = (page: Page, url: string, init: RequestInit = {}) =>
  page.evaluate(([address, options]) => fetch(address, options).then((r) => r.text(), String), [
    url,
    init,
  ] as const);
const byXhr = (page: Page, url: string, isAsync = true) =>
  page.evaluate(
    ([address, isAsynchronous]) =>
      new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', address, isAsynchronous);
        xhr.onloadend = () => resolve(xhr.responseText || 'failed');
        try {
          xhr.send();
        } catch (error) {
          resolve((error as Error).name);
        }
      }),
    [url, isAsync] as const,
  );
const tracedCount = (origin: Origin, path: string) => origin.sent(path, 'traceparent').length;

test.describe('a redirect to another origin that refuses our headers', () => {
  const CASES: Record<string, [call: (page: Page, url: string) => Promise<unknown>, failed: RegExp]> = {
    'a GET by fetch': [(page, url) => get(page, url), FAILED_FETCH],
    'a POST by fetch': [(page, url) => get(page, url, { method: 'POST', body: 'x' }), FAILED_FETCH],
    'an XHR': [(page, url) => byXhr(page, url), /^failed$/],
    'a synchronous XHR': [(page, url) => byXhr(page, url, false), /^(NetworkError|failed)$/],
  };
  for (const [what, [call, failed]] of Object.entries(CASES)) {
    test(`${what}: requests of the same template get no headers again`, async ({
      page,
      shop,
      other,
      collector,
    }) => {
      serveStore(other, '/stored');
      for (const id of [1, 2, 3]) serveRedirect(shop, `/download/${id}`, `${other.url}/stored`);
      shop.serve('/api', (response) => response.end('ok'));
      await openShop(page, shop, collector);
      expect(await call(page, `${shop.url}/download/1`)).toMatch(failed);
      expect(await call(page, `${shop.url}/download/2`)).toBe('file');
      expect(await call(page, `${shop.url}/download/3`)).toBe('file');
      await get(page, '/api');
      expect([1, 2, 3].map((id) => tracedCount(shop, `/download/${id}`))).toEqual([1, 0, 0]);
      expect(tracedCount(shop, '/api')).toBe(1);
      // Only the app's own requests are made.
      expect(shop.arrivals.filter(({ path }) => path.startsWith('/download'))).toHaveLength(3);
    });
  }
});

test('headers refused by fetch are left out by XHR too', async ({ page, shop, other, collector }) => {
  serveStore(other, '/stored');
  serveRedirect(shop, '/go', `${other.url}/stored`);
  await openShop(page, shop, collector);
  expect(await get(page, '/go')).toMatch(FAILED_FETCH);
  expect(await byXhr(page, '/go')).toBe('file');
});

test('a listed origin whose preflight refuses the headers gets none again, by template', async ({
  page,
  shop,
  other,
  collector,
}) => {
  for (const path of ['/v1/films/1', '/v1/films/2', '/v1/cast']) serveStore(other, path);
  await openShop(page, shop, collector, { options: `{ propagateTo: ['${other.url}'] }` });
  expect(await get(page, `${other.url}/v1/films/1`)).toMatch(FAILED_FETCH);
  expect(await get(page, `${other.url}/v1/films/2`)).toBe('file');
  expect(await get(page, `${other.url}/v1/cast`)).toMatch(FAILED_FETCH);
  expect(other.arrivals.filter(({ method }) => method === 'GET').map(({ path }) => path)).toEqual([
    '/v1/films/2',
  ]);
});

test('after a network failure headers are left out until a response of the own origin', async ({
  page,
  shop,
  collector,
}) => {
  let isDown = true;
  shop.serve('/api', (response) => (isDown ? response.destroy() : response.end('ok')));
  await openShop(page, shop, collector);
  expect(await get(page, '/api', { method: 'POST' })).toMatch(FAILED_FETCH);
  isDown = false;
  // Chromium itself may have repeated it.
  const failed = tracedCount(shop, '/api');
  for (let call = 0; call < 3; call++) expect(await get(page, '/api', { method: 'POST' })).toBe('ok');
  expect(tracedCount(shop, '/api')).toBe(failed + 2);
  // Its span exists in any case.
  await waitForSpans(collector, 'POST /api', 4);
});

test.describe('propagateTo', () => {
  const sentTo = async (page: Page, shop: Origin, other: Origin, paths: string[]) => {
    for (const origin of [shop, other])
      for (const path of paths)
        origin.serve(path, (response, { method }) => {
          response.statusCode = method === 'OPTIONS' ? 204 : 200;
          response.end('ok');
        });
    for (const path of paths) for (const origin of [shop, other]) await get(page, `${origin.url}${path}`);
    return [shop, other].map((origin) => paths.filter((path) => tracedCount(origin, path)));
  };

  test('excludes paths of the own origin, and of others', async ({ page, shop, other, collector }) => {
    const host = new URL(other.url).host;
    await openShop(page, shop, collector, {
      options: `{ propagateTo: ['${host}', '!/download', '!${host}/b'] }`,
    });
    expect(await sentTo(page, shop, other, ['/a', '/b', '/download', '/download/1', '/downloads'])).toEqual([
      ['/a', '/b', '/downloads'],
      ['/a', '/download', '/download/1', '/downloads'],
    ]);
    await collector.waitForSpan('GET /download');
  });

  test('decides for every origin as a function, also for none', async ({ page, shop, other, collector }) => {
    await openShop(page, shop, collector, { options: `{ propagateTo: (url) => url.endsWith('/b') }` });
    expect(await sentTo(page, shop, other, ['/a', '/b'])).toEqual([['/b'], ['/b']]);
    await openShop(page, shop, collector, { path: '/none', options: '{ propagateTo: () => false }' });
    expect(await sentTo(page, shop, other, ['/c'])).toEqual([[], []]);
  });

  test('does not match a host in another’s query: no preflight, no headers', async ({
    page,
    shop,
    other,
    collector,
  }) => {
    other.serve('/c', (response) => response.end('ok'));
    await openShop(page, shop, collector, { options: `{ propagateTo: ['api.shop.example'] }` });
    expect(await get(page, `${other.url}/c?dl=https://api.shop.example/cart`)).toBe('ok');
    expect(other.arrivals.map(({ method }) => method)).toEqual(['GET']);
    expect(tracedCount(other, '/c')).toBe(0);
  });
});

test('a request with an unused preloaded response has no headers; the next one has', async ({
  page,
  shop,
  collector,
}) => {
  for (const path of ['/preloaded', '/plain'])
    shop.serve(path, (response) => response.setHeader('cache-control', 'max-age=60').end('ok'));
  await openShop(page, shop, collector, {
    body: `<link rel="preload" as="fetch" crossorigin href="/preloaded"><link rel="preload" as="fetch" href="/plain">`,
  });
  await page.waitForFunction(
    () => performance.getEntriesByName(new URL('/preloaded', location.href).href).length,
  );
  const init = { cache: 'no-store' } as const;
  // Not served from the preload, so that the server receives it; the decision is the same.
  for (let call = 0; call < 2; call++) expect(await get(page, '/preloaded', init)).toBe('ok');
  await get(page, '/plain', init);
  expect([tracedCount(shop, '/preloaded'), tracedCount(shop, '/plain')]).toEqual([1, 1]);
});
