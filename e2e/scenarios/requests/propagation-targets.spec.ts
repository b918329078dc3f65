import type { Page } from '@playwright/test';
import { FAILED_FETCH } from '../../harness/failed-fetch.js';
import { expect } from '../../harness/test.js';
import { parseTraceparent, traceparentOf } from '../../harness/traceparent.js';
import { type Origin, openShop, shopHtml, startOrigin, test } from './spans-origin.js';

const HEADERS = ['traceparent', 'tracestate', 'baggage'];
/** Returns which of our headers a path received, each as often as it was received. */
const sentTo = (origin: Origin, path: string) =>
  HEADERS.filter((header) => origin.sent(path, header).length > 0);
const methodsOf = (origin: Origin) => origin.arrivals.map(({ method }) => method);

const get = (page: Page, url: string, init: RequestInit = {}) =>
  page.evaluate(([address, options]) => fetch(address, options).then(String, String), [url, init] as const);
const byXhr = (page: Page, url: string) =>
  page.evaluate(
    (address) =>
      new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', address);
        xhr.onloadend = resolve;
        xhr.send();
      }),
    url,
  );

test('to the own origin: traceparent and tracestate of the span, once each', async ({
  page,
  shop,
  collector,
}) => {
  shop.serve('/api', (response) => response.end('ok'));
  await openShop(page, shop, collector);
  await get(page, '/api');
  await byXhr(page, '/api');

  await collector.waitFor(({ spans }) => spans.filter(({ name }) => name === 'GET /api').length === 2, 'two');
  const spans = collector.spans.filter(({ name }) => name === 'GET /api');
  const sent = shop.sent('/api', 'traceparent');
  expect(sent).toHaveLength(2);
  expect(sent.map(parseTraceparent)).toEqual(
    expect.arrayContaining(spans.map((span) => expect.objectContaining(traceparentOf(span)))),
  );
  // Sampled, with a random trace id: https://www.w3.org/TR/trace-context-2/
  expect(sent.every((header) => header.endsWith('-03'))).toBe(true);
  expect(shop.sent('/api', 'tracestate')).toEqual(['ot=th:0', 'ot=th:0']);
  expect(sentTo(shop, '/api')).not.toContain('baggage');
});

test.describe('to other origins', () => {
  // Each is the option's text; URL is replaced by the origin.
  const MATCHERS: Record<string, string> = {
    'an address': `['URL']`,
    'an address with a path': `['URL/api/']`,
    'an expression': `[/^URL\\/api/]`,
    'a function': `[(url) => url.startsWith('URL')]`,
    'the last of several': `['https://elsewhere.example', /nothing/, 'URL']`,
  };
  for (const [what, option] of Object.entries(MATCHERS)) {
    test(`that the app lists by ${what}, and to no others`, async ({ page, shop, other, collector }) => {
      const unlisted = await startOrigin();
      for (const origin of [other, unlisted])
        origin.serve('/api/films', (response, { method }) => {
          response.statusCode = method === 'OPTIONS' ? 204 : 200;
          response.end();
        });
      const url = option.startsWith('[/') ? other.url.replace(/\//g, '\\/') : other.url;
      await openShop(page, shop, collector, { options: `{ propagateTo: ${option.replace('URL', url)} }` });
      await get(page, `${other.url}/api/films`);
      await byXhr(page, `${other.url}/api/films`);
      // The listed URL may be part of another: in its query, or as the start of a longer port.
      await get(page, `${unlisted.url}/api/films?next=${other.url}/api/`);
      await byXhr(page, `${unlisted.url}/api/films?next=${other.url}/api/`);

      expect(sentTo(other, '/api/films')).toEqual(['traceparent', 'tracestate']);
      expect(other.sent('/api/films', 'traceparent')).toHaveLength(2);
      expect(sentTo(unlisted, '/api/films')).toEqual([]);
      // Without our headers there is no preflight either.
      expect(methodsOf(unlisted)).toEqual(['GET', 'GET']);
      await unlisted.close();
    });
  }

  test('not to one whose URL only begins with a listed one', async ({ page, shop, other, collector }) => {
    const shorter = other.url.slice(0, -1);
    await openShop(page, shop, collector, { options: `{ propagateTo: ['${shorter}'] }` });
    await get(page, `${other.url}/api`);
    expect(sentTo(other, '/api')).toEqual([]);
  });
});

test('baggage is sent with traceparent only, and has the session if the app adds it', async ({
  page,
  shop,
  other,
  collector,
}) => {
  const unlisted = await startOrigin();
  await openShop(page, shop, collector, {
    options: `{ propagateTo: ['${other.url}'], baggage: (sessionId) => ({ 'session.id': sessionId, tenant: 'Kino Süd, 1' }) }`,
  });
  for (const origin of [shop, other, unlisted]) await get(page, `${origin.url}/api`);

  const span = await collector.waitForSpan('GET /api');
  const baggage = `session.id=${span.attributes['session.id']},tenant=Kino%20S%C3%BCd%2C%201`;
  expect(shop.sent('/api', 'baggage')).toEqual([baggage]);
  expect(other.sent('/api', 'baggage')).toEqual([baggage]);
  expect(sentTo(unlisted, '/api')).toEqual([]);
  await unlisted.close();
});

test('a sandboxed frame has an opaque origin: its requests have no headers, and work as before', async ({
  page,
  shop,
  collector,
}) => {
  shop.serve('/otel-rum.iife.js', () => {});
  shop.serve('/api', (response, { method }) => {
    // Forbids custom headers, as most servers do: with ours the request would fail.
    response.removeHeader('access-control-allow-headers');
    response.statusCode = method === 'OPTIONS' ? 204 : 200;
    response.end('ok');
  });
  const frame = shopHtml(collector, {
    body: `<script>
      fetch('/api').then((response) => response.text()).then((text) => parent.postMessage(text, '*'), (error) => parent.postMessage(String(error), '*'));
    </script>`,
  });
  shop.serve('/frame', (response) => response.setHeader('content-type', 'text/html').end(frame));
  await openShop(page, shop, collector, { path: '/page' });
  const answer = await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('message', ({ data }) => resolve(data));
        const iframe = document.createElement('iframe');
        iframe.sandbox.add('allow-scripts');
        iframe.src = '/frame';
        document.body.append(iframe);
      }),
  );
  expect(answer).toBe('ok');
  // The frame is instrumented nevertheless.
  await collector.waitForSpan('GET /api');
  expect(sentTo(shop, '/api')).toEqual([]);
  expect(shop.arrivals.filter(({ path }) => path === '/api').map(({ method }) => method)).toEqual(['GET']);
});

test.describe('after a redirect to another origin', () => {
  const redirect = (shop: Origin, other: Origin) => {
    shop.serve('/go', (response) => response.writeHead(302, { location: `${other.url}/landed` }).end());
    other.serve('/landed', (response, { method }) => {
      response.statusCode = method === 'OPTIONS' ? 204 : 200;
      response.end('landed');
    });
  };

  test('the browser sends our headers too, after a preflight', async ({ page, shop, other, collector }) => {
    redirect(shop, other);
    await openShop(page, shop, collector);
    await get(page, '/go');

    expect(methodsOf(other)).toEqual(['OPTIONS', 'GET']);
    expect(other.sent('/landed', 'traceparent')).toEqual(shop.sent('/go', 'traceparent'));
    const span = await collector.waitForSpan('GET /go');
    expect(parseTraceparent(shop.sent('/go', 'traceparent')[0])).toMatchObject(traceparentOf(span));
  });

  test('that refuses the preflight, the request fails; a request in ignoreUrls has no headers and succeeds', async ({
    page,
    shop,
    other,
    collector,
  }) => {
    redirect(shop, other);
    const refuse = (path: string) =>
      other.serve(path, (response, { method }) => {
        response.removeHeader('access-control-allow-headers');
        response.statusCode = method === 'OPTIONS' ? 204 : 200;
        response.end('landed');
      });
    refuse('/landed');
    await openShop(page, shop, collector);
    expect(await get(page, '/go')).toMatch(FAILED_FETCH);
    await openShop(page, shop, collector, { path: '/ignoring', options: `{ ignoreUrls: ['/go'] }` });
    expect(await get(page, '/go')).toBe('[object Response]');
  });
});

test.describe('a listed origin that refuses our headers in its preflight', () => {
  test('is a failed request; the browser logs the reason, and we log nothing', async ({
    page,
    shop,
    other,
    consoleOutput,
    collector,
  }) => {
    other.serve('/api', (response, { method }) => {
      response.removeHeader('access-control-allow-headers');
      response.statusCode = method === 'OPTIONS' ? 204 : 200;
      response.end();
    });
    await openShop(page, shop, collector, { options: `{ propagateTo: ['${other.url}'] }` });
    expect(await get(page, `${other.url}/api`)).toMatch(FAILED_FETCH);
    expect((await collector.waitForSpan('GET /api')).attributes['error.type']).toBe('network');
    const texts = consoleOutput.messages.map((message) => message.text());
    expect(texts.some((text) => text.includes('traceparent') && text.includes('preflight'))).toBe(true);
    expect(texts.filter((text) => text.includes('[otel-rum]'))).toEqual([]);
  });
});
