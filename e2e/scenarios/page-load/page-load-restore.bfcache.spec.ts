import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Log } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

interface World {
  page: Page;
  site: Site;
  collector: Collector;
}

/** Leaves the page and goes back, which restores it from the back/forward cache. */
async function leaveAndComeBack({ page, site }: World, url: string): Promise<void> {
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  await page.evaluate(() => {
    (globalThis as { isTheSame?: boolean }).isTheSame = true;
  });
  await page.goto(`${site.url}/elsewhere`);
  // Not page.goBack(), which waits for a load event that does not occur.
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForURL(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => (globalThis as { isTheSame?: boolean }).isTheSame);
}

const isRestore = ({ attributes }: Log) => attributes['browser.navigation.type'] === 'back_forward_cache';
const isVital =
  (name: string, navigationType: string) =>
  ({ attributes }: Log) =>
    attributes['browser.web_vital.name'] === name &&
    attributes['browser.web_vital.navigation_type'] === navigationType;

test('a return from the back/forward cache is a page view with vitals of its own, and no load', async ({
  page,
  site,
  collector,
}) => {
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    tag: '',
    body: '<h1>Shop</h1><button id="buy" onclick="fetch(\'/api/ok\')">Buy</button>',
    headers: {
      'cache-control': 'no-cache',
      'server-timing': `traceparent;desc="00-${'a'.repeat(32)}-b7ad6b7169203331-01"`,
    },
  });
  await page.goto(url);
  await flush(page);
  const load = await collector.waitForSpan('documentLoad');
  await leaveAndComeBack({ page, site, collector }, url);
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await flush(page);

  const view = await collector.waitForEvent('browser.navigation', isRestore);
  expect(view.attributes).toMatchObject({
    'url.full': url,
    'browser.document.url.full': url,
    'browser.navigation.same_document': false,
    'browser.navigation.hash_change': false,
    'session.id': load.attributes['session.id'] ?? '',
  });
  expect(view.attributes).not.toHaveProperty('otel_rum.navigation.from');
  expect(view.attributes['otel_rum.page_view.id']).not.toBe(load.attributes['otel_rum.page_view.id']);
  expect(view.timeMillis).toBeGreaterThan(load.endMillis);

  // Later records belong to the new view, in another trace than the document's.
  await page.click('#buy');
  const request = await collector.waitForSpan('GET /api/ok');
  expect(request.attributes['otel_rum.page_view.id']).toBe(view.attributes['otel_rum.page_view.id']);
  expect(request.traceId).not.toBe('a'.repeat(32));

  await page.close();
  for (const name of ['fcp', 'lcp', 'ttfb', 'cls']) {
    const vital = await collector.waitForEvent('browser.web_vital', isVital(name, 'back-forward-cache'));
    expect(vital.attributes['otel_rum.page_view.id'], name).toBe(view.attributes['otel_rum.page_view.id']);
  }
  const fcp = await collector.waitForPoint(
    'otel_rum.web_vital.fcp',
    ({ attributes }) => attributes['browser.web_vital.navigation_type'] === 'back-forward-cache',
  );
  expect(fcp.count).toBe(1);

  expect(collector.spans.filter(({ name }) => name === 'documentLoad')).toHaveLength(1);
  expect(collector.spans.filter(({ name }) => name === 'navigation')).toEqual([]);
  expect(
    collector.metrics
      .filter(({ name }) => name === 'otel_rum.page_load.duration')
      .flatMap(({ points }) => points)
      .reduce((sum, { count }) => sum + (count ?? 0), 0),
  ).toBe(1);
});

test('each return is a view of its own', async ({ page, site, collector }) => {
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    tag: '',
    headers: { 'cache-control': 'no-cache' },
  });
  await page.goto(url);
  await flush(page);
  for (let i = 0; i < 3; i++) await leaveAndComeBack({ page, site, collector }, url);
  await flush(page);
  await expect
    .poll(
      () => collector.logs.filter((log) => log.eventName === 'browser.navigation' && isRestore(log)).length,
    )
    .toBe(3);
  const views = collector.logs.filter(({ eventName }) => eventName === 'browser.navigation');
  expect(new Set(views.map(({ attributes }) => attributes['otel_rum.page_view.id'])).size).toBe(4);
  expect(new Set(views.map(({ attributes }) => attributes['session.id'])).size).toBe(1);
});
