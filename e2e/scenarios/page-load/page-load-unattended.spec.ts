import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { test as base, expect } from '../../harness/test.js';
import { startUnattendedBrowser, type UnattendedBrowser } from '../../harness/unattended-browser.js';

const test = base.extend<{ browserOfItsOwn: UnattendedBrowser }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  browserOfItsOwn: async ({}, use) => {
    const browser = await startUnattendedBrowser();
    await use(browser);
    await browser.close();
  },
});

interface Shop {
  head?: string;
  body?: string;
  headers?: Record<string, string>;
}

const serveShop = (site: Site, path: string, collector: Collector, page: Shop = {}) =>
  serveSnippetPage(site, path, {
    options: { 'service-name': 'shop', endpoint: collector.url, 'metrics-interval-millis': '1000' },
    tag: '',
    ...page,
  });

const loadOf = (collector: Collector, url: string) =>
  collector.waitForSpan('documentLoad', ({ attributes }) => attributes['url.full'] === url);
const viewOf = (collector: Collector, url: string) =>
  collector.waitForEvent('browser.navigation', ({ attributes }) => attributes['url.full'] === url);
const durationsOf = (collector: Collector, type: string) =>
  collector.metrics
    .filter(({ name }) => name === 'otel_rum.page_load.duration')
    .flatMap(({ points }) => points)
    .filter(({ attributes }) => attributes['browser.navigation.type'] === type);

test('the load of a tab in the background is reported, and marked as hidden', async ({
  browserOfItsOwn: browser,
  site,
  collector,
}) => {
  const url = serveShop(site, '/', collector);
  await browser.open(url, { isActive: false });

  const load = await loadOf(collector, url);
  expect(load.attributes).toMatchObject({
    'otel_rum.load.hidden': true,
    'otel_rum.load.dom_complete': expect.any(Number),
    'browser.navigation.type': 'navigate',
  });
  expect(load.attributes).not.toHaveProperty('otel_rum.incomplete');
  const point = await collector.waitForPoint('otel_rum.page_load.duration');
  expect(point.attributes['otel_rum.load.hidden']).toBe(true);
});

test('a tab that is left while it loads is reported immediately, as incomplete, and not measured', async ({
  browserOfItsOwn: browser,
  site,
  collector,
}) => {
  const release = site.hold('/late.png');
  const url = serveShop(site, '/', collector, {
    body: '<img src="/late.png" alt=""><script>fetch("/api/ok"); addEventListener("load", () => fetch("/api/loaded"))</script>',
  });
  const tab = await browser.open(url);
  await site.waitForRequest('/api/ok');
  await browser.open('about:blank');

  const load = await loadOf(collector, url);
  expect(load.attributes).toMatchObject({ 'otel_rum.incomplete': true, 'otel_rum.load.hidden': true });
  expect(load.attributes).not.toHaveProperty('otel_rum.load.dom_complete');
  // It finally loads, and is shown again: the load is reported once.
  release();
  await tab.show();
  await site.waitForRequest('/api/loaded');
  await tab.close();
  await collector.waitForEvent(
    'browser.web_vital',
    ({ attributes }) => attributes['browser.web_vital.name'] === 'ttfb',
  );
  expect(collector.spans.filter(({ name }) => name === 'documentLoad')).toHaveLength(1);
  expect(durationsOf(collector, 'navigate')).toEqual([]);
});

test('the load of a tab that is left before otel-rum has started is reported as incomplete', async ({
  browserOfItsOwn: browser,
  site,
  collector,
}) => {
  const release = site.hold('/late.js');
  const url = serveShop(site, '/', collector, { head: '<script src="/late.js"></script>' });
  await browser.open(url);
  await site.waitForRequest('/late.js');
  await browser.open('about:blank');
  release();

  const { attributes } = await loadOf(collector, url);
  expect(attributes['otel_rum.load.hidden']).toBe(true);
  expect(attributes).not.toHaveProperty('otel_rum.incomplete');
});

test('a tab that the browser had discarded has a page view and a load of the type restore, without an old trace', async ({
  browserOfItsOwn: browser,
  site,
  collector,
}) => {
  const url = serveShop(site, '/', collector, {
    headers: {
      'cache-control': 'no-cache',
      'server-timing': `traceparent;desc="00-${'a'.repeat(32)}-b7ad6b7169203331-01"`,
    },
  });
  const tab = await browser.open(url);
  const first = await loadOf(collector, url);
  expect(first.traceId).toBe('a'.repeat(32));
  await browser.open('about:blank');
  await tab.discard();
  await tab.show();

  const second = await collector.waitForSpan('documentLoad', ({ spanId }) => spanId !== first.spanId);
  expect(second.attributes).toMatchObject({ 'browser.navigation.type': 'restore', 'url.full': url });
  // The browser has kept the document, without a request.
  expect(site.requests.filter(({ path }) => path === '/')).toHaveLength(1);
  expect(second.attributes).not.toHaveProperty('otel_rum.load.trace_source');
  expect(second.traceId).not.toBe(first.traceId);
  const view = await collector.waitForEvent(
    'browser.navigation',
    ({ attributes }) => attributes['browser.navigation.type'] === 'restore',
  );
  expect(view.attributes['otel_rum.page_view.id']).toBe(second.attributes['otel_rum.page_view.id']);
  expect(view.attributes['otel_rum.page_view.id']).not.toBe(first.attributes['otel_rum.page_view.id']);
  expect(view.attributes['session.id']).toBe(first.attributes['session.id']);
});

test.describe('a prerendered page', () => {
  const rules = '{"prerender":[{"source":"list","urls":["/film"],"eagerness":"immediate"}]}';

  /** Prerenders `/film` from a page that navigates to it when `/api/go` is answered. */
  function serve(site: Site, collector: Collector): { film: string; go: () => void } {
    const go = site.hold('/api/go');
    site.serve(
      '/',
      `<!doctype html><title>Shop</title><script type="speculationrules">${rules}</script>
      <script>fetch('/api/go').then(() => { location.href = '/film'; });</script>`,
    );
    site.serve('/api/flushed', { body: '{}' });
    const film = serveShop(site, '/film', collector, {
      head: `<script>addEventListener('load', () => setTimeout(async () => {
        otelRum.addEvent('film.ready');
        await otelRum.flush();
        await fetch('/api/flushed');
      }));</script>`,
      headers: { 'server-timing': `traceparent;desc="00-${'a'.repeat(32)}-b7ad6b7169203331-01"` },
    });
    return { film, go };
  }

  test('is reported when it is shown, from that time on', async ({
    browserOfItsOwn: browser,
    site,
    collector,
  }) => {
    const { film, go } = serve(site, collector);
    await browser.open(site.url);
    const flushed = await site.waitForRequest('/api/flushed');
    expect(flushed.headers['sec-purpose']).toContain('prerender');
    // It has loaded, and flush() was called, but it was not shown yet.
    expect(collector.exports).toEqual([]);
    go();

    const load = await loadOf(collector, film);
    const fetch = await collector.waitForSpan('documentFetch');
    const request = await collector.waitForSpan('GET /api/flushed');
    const view = await viewOf(collector, film);
    const ready = await collector.waitForEvent('film.ready');
    expect(load).toMatchObject({ traceId: 'a'.repeat(32), parentSpanId: 'b7ad6b7169203331' });
    expect(load.attributes).toMatchObject({
      'browser.navigation.type': 'prerender',
      'otel_rum.load.dom_complete': 0,
      'otel_rum.load.first_byte': 0,
    });
    expect(load.attributes).not.toHaveProperty('otel_rum.incomplete');
    expect(load.attributes).not.toHaveProperty('otel_rum.load.hidden');
    // It was ready when it was shown.
    expect(load.endMillis).toBe(load.startMillis);
    expect(view.attributes).toMatchObject({
      'browser.navigation.type': 'prerender',
      'browser.navigation.same_document': false,
    });
    expect(view.timeMillis).toBeCloseTo(load.startMillis, 0);
    // Its earlier records have their true times.
    for (const moment of [fetch.startMillis, request.startMillis, ready.timeMillis])
      expect(moment).toBeLessThan(load.startMillis);
    const ids = [load, fetch, request, view, ready].map(
      ({ attributes }) => attributes['otel_rum.page_view.id'],
    );
    expect(new Set(ids).size).toBe(1);

    await collector.waitForPoint('otel_rum.page_load.duration');
    expect(durationsOf(collector, 'prerender')).toMatchObject([{ count: 1, sum: 0 }]);
  });

  test('that is never shown is never reported', async ({ browserOfItsOwn: browser, site, collector }) => {
    serve(site, collector);
    const tab = await browser.open(site.url);
    await site.waitForRequest('/api/flushed');
    await tab.close();
    // Another page of the site reports; by then the prerendered one has been discarded.
    const other = serveShop(site, '/other', collector);
    await browser.open(other);
    await viewOf(collector, other);
    expect(
      collector.logs.filter(({ attributes }) =>
        String(attributes['browser.document.url.full']).endsWith('/film'),
      ),
    ).toEqual([]);
    expect(
      collector.spans.filter(({ attributes }) =>
        String(attributes['browser.document.url.full']).endsWith('/film'),
      ),
    ).toEqual([]);
  });
});
