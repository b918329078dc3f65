import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const traceHeaders = (site: Site, path: string) =>
  site.requests
    .filter((request) => request.path === path)
    .map(({ headers }) => ['traceparent', 'tracestate', 'baggage'].filter((name) => name in headers));

const stored = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookie: document.cookie,
  }));
const NOTHING = { local: [], session: [], databases: [], cookie: '' };

const setConsent = (page: Page, consent: string) =>
  page.evaluate(
    (next) =>
      (globalThis as unknown as { otelRum: { setConsent(next: string): void } }).otelRum.setConsent(next),
    consent,
  );
const get = (page: Page, path: string) =>
  page.evaluate((url) => fetch(url).then((response) => response.text()), path);

async function open(page: Page, site: Site, collector: Collector, options: Record<string, string> = {}) {
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, ...options },
      tag: '',
      body: '<script>otelRum.addEvent("shop.early")</script>',
    }),
  );
  await get(page, '/api/ok');
  // This would send all records that may be sent.
  await flush(page);
}

test('pending: nothing is sent or stored, not even at page end', async ({ page, site, collector }) => {
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  await open(page, site, collector, { consent: 'pending' });
  expect(await stored(page)).toEqual(NOTHING);
  await page.goto(`${site.url}/elsewhere`);
  expect(await stored(page)).toEqual(NOTHING);
  // This request arrives after any that would have been sent.
  await open(page, site, collector);
  await collector.waitForSpan('documentLoad');
  expect(collector.spans.filter(({ name }) => name === 'documentLoad')).toHaveLength(1);
});

test('pending, then granted: all records arrive in one session, which is stored', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector, { consent: 'pending' });
  await setConsent(page, 'granted');
  await get(page, '/api/ok');
  await flush(page);
  await collector.waitForSpan('documentLoad');
  await collector.waitForEvent('shop.early');
  await collector.waitFor(
    ({ spans }) => spans.filter(({ name }) => name === 'GET /api/ok').length === 2,
    'both requests',
  );
  const sessions = new Set(
    [...collector.spans, ...collector.logs].map(({ attributes }) => attributes['session.id']),
  );
  expect(sessions.size).toBe(1);
  const { local } = await stored(page);
  expect(local).toEqual(['otel-rum.session']);
  expect(await page.evaluate(() => localStorage.getItem('otel-rum.session'))).toContain([...sessions][0]);
});

test('denied: nothing is sent or stored, and requests carry no trace headers', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector, { consent: 'denied' });
  expect(await stored(page)).toEqual(NOTHING);
  expect(traceHeaders(site, '/api/ok')).toEqual([[]]);
  expect(collector.exports).toEqual([]);
});

test('granted, then denied: stored data is deleted, and nothing more is sent; granted again: sending resumes', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector);
  await collector.waitForSpan('documentLoad');
  expect((await stored(page)).local).toEqual(['otel-rum.session']);
  await setConsent(page, 'denied');
  await expect.poll(() => stored(page)).toEqual(NOTHING);
  await get(page, '/api/slow');
  expect(traceHeaders(site, '/api/slow')).toEqual([[]]);
  const exportsBefore = collector.exports.length;
  await flush(page);
  expect(collector.exports.length).toBe(exportsBefore);

  await setConsent(page, 'granted');
  await get(page, '/api/ok');
  await flush(page);
  await collector.waitFor(
    ({ spans }) => spans.filter(({ name }) => name === 'GET /api/ok').length === 2,
    'the request after it',
  );
  expect(traceHeaders(site, '/api/ok').at(-1)).toContain('traceparent');
  // Nothing was recorded in between, metrics included.
  expect(collector.spans.map(({ name }) => name)).not.toContain('GET /api/slow');
  const measured = collector.metrics
    .filter(({ name }) => name === 'http.client.request.duration')
    .flatMap(({ points }) => points);
  expect(measured.map(({ attributes }) => attributes['url.template'])).not.toContain('/api/slow');
});

test.describe('in a browser with Global Privacy Control', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
    );
  });

  test('nothing is sent or stored by default', async ({ page, site, collector }) => {
    await open(page, site, collector);
    expect(await stored(page)).toEqual(NOTHING);
    expect(collector.exports).toEqual([]);
    await setConsent(page, 'granted');
    await get(page, '/api/ok');
    await flush(page);
    await collector.waitForSpan('GET /api/ok');
  });

  test('the option `consent` has precedence', async ({ page, site, collector }) => {
    await open(page, site, collector, { consent: 'granted' });
    await collector.waitForSpan('documentLoad');
  });
});

test.describe('an invalid consent', () => {
  test.use({ isOursExpected: true });

  test('counts as pending, with a warning', async ({ page, site, collector, consoleOutput }) => {
    await open(page, site, collector);
    await setConsent(page, 'maybe');
    await get(page, '/api/ok');
    await flush(page);
    expect(collector.spans.filter(({ name }) => name === 'GET /api/ok').length).toBeLessThan(2);
    await setConsent(page, 'granted');
    await flush(page);
    await collector.waitFor(
      ({ spans }) => spans.filter(({ name }) => name === 'GET /api/ok').length === 2,
      'both requests',
    );
    const warnings = consoleOutput.messages
      .map((message) => message.text())
      .filter((text) => text.includes('otel-rum'));
    if (supports('consoleOutput')) expect(warnings).toEqual([expect.stringContaining('but got maybe')]);
  });
});

test('granted by a click: the session that starts does not belong to the click’s action', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector, { consent: 'pending' });
  await page.evaluate(() => {
    const rum = (globalThis as unknown as { otelRum: { setConsent(next: string): void; flush(): void } })
      .otelRum;
    const button = document.body.appendChild(document.createElement('button'));
    button.onclick = () => {
      void fetch('/api/ok');
      rum.setConsent('granted');
      // The session is reported now.
      rum.flush();
    };
  });
  await page.click('button');
  const { spanId } = await collector.waitForEvent('session.start');
  expect(spanId).toBeUndefined();
  await collector.waitForSpan('click');
});
