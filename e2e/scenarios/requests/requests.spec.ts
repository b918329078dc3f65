import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { type Site, startSite } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';
import { parseTraceparent, traceparentOf } from '../../harness/traceparent.js';

async function open(page: Page, site: Site, collector: Collector, more: Record<string, string> = {}) {
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300', ...more },
    tag: '',
  });
  await page.goto(url);
}

test.describe('requests', () => {
  test('a fetch with a server error: status, error type, a measurement', async ({
    page,
    site,
    collector,
  }) => {
    await open(page, site, collector);
    const status = await page.evaluate(async () => {
      const response = await fetch('/api/failing?token=secret');
      await response.text();
      return response.status;
    });
    expect(status).toBe(500);

    const span = await collector.waitForSpan('GET /api/failing');
    expect(span).toMatchObject({ kind: 'client', status: 'error' });
    expect(span.attributes).toMatchObject({
      'http.request.method': 'GET',
      'http.response.status_code': 500,
      'error.type': '500',
      'url.template': '/api/failing',
    });
    expect(span.attributes['url.full']).not.toContain('secret');
    const point = await collector.waitForPoint(
      'http.client.request.duration',
      ({ attributes }) => attributes['error.type'] === '500',
    );
    expect(point.metric).toMatchObject({ kind: 'histogram', temporality: 'delta', unit: 's' });
    expect(point).toMatchObject({ count: 1 });
    expect(point.sum).toBeGreaterThan(0);
    expect(point.sum).toBeLessThan(5);
    expect(Object.keys(point.metric.resource)).not.toContain('user_agent.original');
  });

  test('a fetch without a server rejects as usual, and is an error', async ({ page, site, collector }) => {
    const gone = await startSite();
    await gone.close();
    await open(page, site, collector);
    const error = await page.evaluate(async (url) => {
      try {
        await fetch(url);
        return undefined;
      } catch (reason) {
        return { name: (reason as Error).name, message: (reason as Error).message };
      }
    }, `${gone.url}/api/gone`);
    expect(error).toEqual({
      name: 'TypeError',
      message: expect.stringMatching(
        /^(Failed to fetch|NetworkError when attempting to fetch resource\.|Load failed)$/,
      ),
    });

    const span = await collector.waitForSpan('GET /api/gone');
    expect(span.status).toBe('error');
    expect(span.attributes['error.type']).toEqual(expect.any(String));
    expect(span.attributes).not.toHaveProperty(['http.response.status_code']);
  });

  test('a fetch whose body is never read is reported', async ({ page, site, collector }) => {
    await open(page, site, collector);
    await page.evaluate(() => {
      const keep = window as unknown as { unread: Promise<Response> };
      keep.unread = fetch('/api/ok');
    });
    const span = await collector.waitForSpan('GET /api/ok');
    expect(span.attributes['http.response.status_code']).toBe(200);
    await collector.waitForPoint('http.client.request.duration');
  });

  test('an aborted fetch is marked, and is no error', async ({ page, site, collector }) => {
    const release = site.hold('/api/slow');
    await open(page, site, collector);
    const name = await page.evaluate(async () => {
      const controller = new AbortController();
      const response = fetch('/api/slow', { signal: controller.signal });
      controller.abort();
      return response.catch((reason) => reason.name);
    });
    expect(name).toBe('AbortError');

    const span = await collector.waitForSpan('GET /api/slow');
    expect(span.status).not.toBe('error');
    expect(span.attributes['otel_rum.request.aborted']).toBe(true);
    release();
  });

  test('an XHR, and the trace headers that the server receives', async ({ page, site, collector }) => {
    site.serve('/api/items', { status: 201, body: '{"id":1}' });
    await open(page, site, collector);
    const answer = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = new XMLHttpRequest();
          request.open('POST', '/api/items');
          request.setRequestHeader('x-app', 'shop');
          request.onload = () => resolve([request.status, request.responseText]);
          request.send('{}');
        }),
    );
    expect(answer).toEqual([201, '{"id":1}']);

    const span = await collector.waitForSpan('POST /api/items');
    expect(span).toMatchObject({ kind: 'client', status: 'unset' });
    expect(span.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 201,
    });
    const { headers } = await site.waitForRequest('/api/items');
    expect(parseTraceparent(headers.traceparent)).toEqual(traceparentOf(span));
    expect(headers['x-app']).toBe('shop');
  });

  test('a failing XHR is an error', async ({ page, site, collector }) => {
    await open(page, site, collector);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const request = new XMLHttpRequest();
          request.open('GET', '/api/failing');
          request.onloadend = resolve;
          request.send();
        }),
    );
    const span = await collector.waitForSpan('GET /api/failing');
    expect(span.status).toBe('error');
    expect(span.attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': '500' });
  });

  test('another origin receives trace headers only if propagateTo names it', async ({
    page,
    site,
    collector,
  }) => {
    const [named, unnamed] = [await startSite(), await startSite()];
    await open(page, site, collector, { 'propagate-to': named.url });
    for (const url of [named.url, unnamed.url]) {
      await page.evaluate(async (address) => (await fetch(address)).text(), `${url}/api/ok`);
    }
    const asked = (server: Site) => server.requests.find(({ method }) => method === 'GET')?.headers;
    const span = await collector.waitForSpan(
      'GET /api/ok',
      ({ attributes }) => attributes['server.port'] === Number(new URL(named.url).port),
    );
    expect(parseTraceparent(asked(named)?.traceparent)).toEqual(traceparentOf(span));
    expect(asked(unnamed)).toBeDefined();
    expect(asked(unnamed)).not.toHaveProperty('traceparent');
    // None of our headers, so no preflight either.
    expect(unnamed.requests.map(({ method }) => method)).toEqual(['GET']);
    await Promise.all([named.close(), unnamed.close()]);
  });

  test('a header that the app has set is kept', async ({ page, site, collector }) => {
    await open(page, site, collector);
    const own = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
    await page.evaluate(
      async (traceparent) => (await fetch('/api/ok', { headers: { traceparent } })).text(),
      own,
    );
    await collector.waitForSpan('GET /api/ok');
    expect((await site.waitForRequest('/api/ok')).headers.traceparent).toBe(own);
  });
});
