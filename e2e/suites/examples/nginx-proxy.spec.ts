import { join } from 'node:path';
import { serveSnippetPage } from '../../harness/pages.js';
import { type Nginx, startNginx } from './nginx.js';
import { expectSameOriginDelivery } from './same-origin.js';
import { startTee, type Tee } from './tee.js';
import { test as base, expect } from './test.js';

/** nginx with the recipe: the site at `/`, the collector at `/otlp/`. */
const test = base.extend<{ tee: Tee; nginx: Nginx }>({
  tee: async ({ collector }, use) => {
    const tee = await startTee(collector.url);
    await use(tee);
    await tee.close();
  },
  nginx: async ({ dir, site, tee }, use) => {
    const nginx = await startNginx(join(dir, 'nginx'), site.url, tee.url);
    await use(nginx);
    await nginx.close();
  },
});

const EXPORT = { method: 'POST', headers: { 'content-type': 'application/json' } };
const LOG = `{"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{"name":"a"},"logRecords":[{
  "timeUnixNano":"1790000000000000000","observedTimeUnixNano":"1790000000000000000","eventName":"plain"}]}]}]}`;

test('through nginx a page’s telemetry stays on its own origin', async ({
  page,
  site,
  collector,
  tee,
  nginx,
}) => {
  serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: '/otlp' },
    tag: '',
    body: `<button id="ask">Ask</button><script>
      document.querySelector('#ask').onclick = async () => {
        otelRum.addEvent('shop.asked', { text: 'a batch of over 8 KiB '.repeat(300), more: 'is gzipped '.repeat(300) });
        await (await fetch('/api/ok')).text();
      };
    </script>`,
  });
  await expectSameOriginDelivery({ page, site, tee, collector, origin: nginx.url });
});

test('nginx passes nothing about the visitor on to the collector', async ({ tee, nginx, site }) => {
  const personal = {
    cookie: 'session=secret',
    authorization: 'Basic c2VjcmV0',
    'x-forwarded-for': '203.0.113.7',
    'x-real-ip': '203.0.113.7',
    forwarded: 'for=203.0.113.7',
  };
  const headers = { ...EXPORT.headers, ...personal };
  expect((await fetch(`${nginx.url}/otlp/v1/logs`, { ...EXPORT, headers, body: LOG })).status).toBe(200);
  expect(Object.keys(tee.exchanges[0]?.headers ?? {}).sort()).toEqual(
    expect.arrayContaining(['content-length', 'content-type', 'host']),
  );
  for (const name of Object.keys(personal)) expect(tee.exchanges[0]?.headers).not.toHaveProperty(name);

  await fetch(`${nginx.url}/api/ok`, { headers: personal });
  expect((await site.waitForRequest('/api/ok')).headers, 'the site still is').toMatchObject(personal);
});

test('traces of the server behind nginx and of the page are joined, both ways', async ({
  page,
  site,
  collector,
  nginx,
}) => {
  const [traceId, spanId] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  serveSnippetPage(site, '/traced', {
    options: { 'service-name': 'shop', endpoint: '/otlp' },
    tag: '',
    headers: { 'server-timing': `traceparent;desc="00-${traceId}-${spanId}-01"` },
  });
  await page.goto(`${nginx.url}/traced`);
  expect(await collector.waitForSpan('documentLoad')).toMatchObject({ traceId, parentSpanId: spanId });
  await page.evaluate(async () => (await fetch('/api/ok')).text());
  const request = await collector.waitForSpan('GET /api/ok');
  const { headers } = await site.waitForRequest('/api/ok');
  expect(headers.traceparent).toBe(`00-${request.traceId}-${request.spanId}-03`);
});

test('nginx accepts only exports, and none over a mebibyte', async ({ tee, nginx }) => {
  const url = `${nginx.url}/otlp/v1/logs`;
  const body = LOG + ' '.repeat(1024 * 1024 - LOG.length);
  expect((await fetch(url, { ...EXPORT, body })).status).toBe(200);
  expect((await fetch(url, { ...EXPORT, body: `${body} ` })).status).toBe(413);
  expect((await fetch(url)).status).toBe(403);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  expect(tee.exchanges.map(({ body }) => body.length)).toEqual([1024 * 1024]);
});

test('nginx answers a visitor who sends too much with Retry-After', async ({ nginx }) => {
  const answers = await Promise.all(
    Array.from({ length: 300 }, () => fetch(`${nginx.url}/otlp/v1/logs`, { ...EXPORT, body: LOG })),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(100);
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.headers.get('retry-after')).toBe('5');
});

test('while the collector is down, nginx answers with a status after which a page retries', async ({
  dir,
  site,
  tee,
}) => {
  await tee.close();
  const nginx = await startNginx(join(dir, 'nginx-alone'), site.url, tee.url);
  expect((await fetch(`${nginx.url}/otlp/v1/logs`, { ...EXPORT, body: LOG })).status).toBe(502);
  await nginx.close();
});
