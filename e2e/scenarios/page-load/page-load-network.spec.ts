import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveSnippetPage } from '../../harness/pages.js';
import { html } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';
import { headerTraceId, serveTracedDocument } from '../../harness/traced-document.js';

/** A server on another origin than the site. */
async function listen(onRequest: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(onRequest);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test.describe('redirects', () => {
  test('of the page’s own origin are reported; the trace is that of the last response', async ({
    page,
    site,
    collector,
  }) => {
    const url = serveTracedDocument(site, '/to', { endpoint: collector.url });
    for (const [from, to] of [
      ['/from', '/between'],
      ['/between', '/to'],
    ] as const) {
      site.serve(from, {
        status: 302,
        headers: {
          location: to,
          'server-timing': `traceparent;desc="00-${'d'.repeat(32)}-b7ad6b7169203331-01"`,
        },
      });
    }
    await page.goto(`${site.url}/from`);
    await flush(page);

    const load = await collector.waitForSpan('documentLoad');
    const fetch = await collector.waitForSpan('documentFetch');
    expect(load.traceId).toBe(headerTraceId(1));
    expect(load.attributes['url.full']).toBe(url);
    expect(fetch.attributes).toMatchObject({
      'otel_rum.redirect_count': 2,
      'otel_rum.timing.redirect': expect.any(Number),
    });
    // The load begins with the first request, the fetch of the document after the redirects.
    const redirects = Number(fetch.attributes['otel_rum.timing.redirect']);
    expect(redirects).toBeGreaterThan(0);
    expect(fetch.startMillis - load.startMillis).toBeGreaterThanOrEqual(redirects - 0.1);
  });

  test('of another origin are hidden by the browser: the load begins with them, without their times', async ({
    page,
    site,
    collector,
  }) => {
    const url = serveTracedDocument(site, '/to', { endpoint: collector.url });
    const other = await listen((_, response) => response.writeHead(302, { location: url }).end());
    await page.goto(other.url);
    await flush(page);
    other.close();

    const load = await collector.waitForSpan('documentLoad');
    const fetch = await collector.waitForSpan('documentFetch');
    expect(load.traceId).toBe(headerTraceId(1));
    expect(fetch.attributes).not.toHaveProperty('otel_rum.redirect_count');
    expect(fetch.attributes).not.toHaveProperty('otel_rum.timing.redirect');
    expect(fetch.startMillis).toBeGreaterThan(load.startMillis);
  });
});

test('a 103 (Early Hints) is not the first byte', async ({ page, collector, site }) => {
  let isHinted = () => {};
  const hinted = new Promise<void>((resolve) => {
    isHinted = resolve;
  });
  // The page's own server, since the harness's site sends no interim responses.
  const server = await listen(async (request, response) => {
    if (request.url !== '/') {
      const script = await fetch(`${site.url}${request.url}`);
      response.writeHead(script.status).end(await script.text());
      return;
    }
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' }, isHinted);
    await hinted;
    // Far enough apart for a clock with a precision of tenths of a millisecond.
    const until = performance.now() + 60;
    while (performance.now() < until) await new Promise(setImmediate);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${collector.url}"></script>`,
    );
  });
  await page.goto(server.url);
  await flush(page);
  server.close();

  const load = await collector.waitForSpan('documentLoad');
  const { attributes } = await collector.waitForSpan('documentFetch');
  const early = Number(load.attributes['otel_rum.load.early_hints']);
  expect(early).toBeGreaterThan(0);
  expect(Number(load.attributes['otel_rum.load.first_byte'])).toBeGreaterThan(early);
  expect(Number(attributes['otel_rum.timing.request'])).toBeGreaterThan(50);
  expect(Number(attributes['otel_rum.timing.response'] ?? 0)).toBeLessThan(50);
});

test('a document whose body is incomplete when it is left is reported as incomplete, without its fetch', async ({
  page,
  site,
  collector,
}) => {
  let isStarted = () => {};
  const started = new Promise<void>((resolve) => {
    isStarted = resolve;
  });
  const server = await listen(async (request, response) => {
    if (request.url === '/started') {
      isStarted();
      response.writeHead(204).end();
    } else if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write(
        `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${collector.url}"></script><script>fetch('/started')</script>`,
      );
    } else {
      const script = await fetch(`${site.url}${request.url}`);
      response.writeHead(script.status).end(await script.text());
    }
  });
  site.serve('/elsewhere', 'elsewhere');
  await page.goto(server.url, { waitUntil: 'commit' });
  await started;
  await page.goto(`${site.url}/elsewhere`);

  const load = await collector.waitForSpan('documentLoad');
  server.close();
  expect(load.attributes).toMatchObject({
    'otel_rum.incomplete': true,
    'otel_rum.load.first_byte': expect.any(Number),
  });
  expect(collector.spans.filter(({ name }) => name === 'documentFetch')).toEqual([]);
});

test('without a 103 there is no such time', async ({ page, site, collector }) => {
  await page.goto(
    serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: collector.url }, tag: '' }),
  );
  await flush(page);
  const { attributes } = await collector.waitForSpan('documentLoad');
  expect(attributes).not.toHaveProperty('otel_rum.load.early_hints');
  expect(attributes['otel_rum.load.first_byte']).toBeGreaterThan(0);
});

test.describe('with a service worker', () => {
  const WORKER = `
    addEventListener('install', (event) => event.waitUntil(caches.open('v1').then((cache) => cache.add('/kept'))));
    addEventListener('activate', (event) => event.waitUntil(clients.claim()));
    addEventListener('fetch', (event) => {
      if (event.request.mode !== 'navigate') return;
      const { pathname } = new URL(event.request.url);
      if (pathname === '/kept') event.respondWith(caches.match('/kept'));
      if (pathname === '/passed') event.respondWith(fetch(event.request));
      if (pathname === '/made') event.respondWith(
        new Response(MADE, { headers: { 'content-type': 'text/html', 'server-timing': 'traceparent;desc=' + TRACEPARENT } }),
      );
    });`;
  const TRACEPARENT = `00-${'e'.repeat(32)}-b7ad6b7169203331-01`;

  test('a document from the network has its trace; one that the worker cached or created has not', async ({
    page,
    site,
    collector,
  }) => {
    const endpoint = collector.url;
    for (const path of ['/kept', '/passed', '/direct']) serveTracedDocument(site, path, { endpoint });
    const made = `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${endpoint}"></script>`;
    site.serve('/worker.js', {
      headers: { 'content-type': 'text/javascript' },
      body: `const MADE = ${JSON.stringify(made)}, TRACEPARENT = '${TRACEPARENT}';${WORKER}`.replace(
        // A closing tag within a string is harmless in a script file.
        /<\\\//g,
        '</',
      ),
    });
    site.serve('/start', () => html('<!doctype html><title>Start</title>'));
    await page.goto(`${site.url}/start`);
    await page.evaluate(async () => {
      const claimed = new Promise((resolve) => {
        navigator.serviceWorker.oncontrollerchange = resolve;
      });
      await navigator.serviceWorker.register('/worker.js');
      await claimed;
    });

    const visit = async (path: string) => {
      await page.goto(`${site.url}${path}`);
      await flush(page);
      const load = await collector.waitForSpan('documentLoad', ({ attributes }) =>
        String(attributes['url.full']).endsWith(path),
      );
      const fetch = await collector.waitForSpan('documentFetch', ({ traceId }) => traceId === load.traceId);
      return { load, fetch };
    };
    const passed = await visit('/passed');
    expect(passed.load.traceId).toBe(headerTraceId(1));
    expect(passed.fetch.attributes['otel_rum.timing.worker']).toEqual(expect.any(Number));
    expect(passed.fetch.attributes).not.toHaveProperty(['otel_rum.service_worker']);
    // The worker does not handle it, so it goes to the network.
    expect((await visit('/direct')).load.traceId).toBe(headerTraceId(1));

    for (const path of ['/kept', '/made']) {
      const { load, fetch } = await visit(path);
      expect(load.attributes, path).not.toHaveProperty('otel_rum.load.trace_source');
      expect(load.parentSpanId, path).toBeUndefined();
      expect(fetch.attributes['otel_rum.service_worker'], path).toBe(true);
      expect(fetch.attributes['otel_rum.cache_hit'], path).toBe(path === '/kept' ? true : undefined);
    }
  });
});
