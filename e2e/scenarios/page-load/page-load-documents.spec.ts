import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

interface World {
  page: Page;
  site: Site;
  collector: Collector;
}

const options = (collector: Collector) => ({ 'service-name': 'shop', endpoint: collector.url });
const start = (collector: Collector) =>
  `otelRum.initRum({ serviceName: 'shop', endpoint: '${collector.url}' });`;
const tag = (collector: Collector) =>
  `<script src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${collector.url}"></script>`;

/** A page that has the script, but does not start it. */
async function openIdle({ page, site }: World, body: string): Promise<void> {
  site.serve('/', `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js"></script>${body}`);
  await page.goto(site.url);
}

function serveElsewhere(site: Site): string {
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  return `${site.url}/elsewhere`;
}

const durations = (collector: Collector) =>
  collector.metrics
    .filter(({ name }) => name === 'otel_rum.page_load.duration')
    .flatMap(({ points }) => points);

test('started long after the load: the load is reported with its own times', async ({
  page,
  site,
  collector,
}) => {
  await openIdle({ page, site, collector }, '');
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.addScriptTag({ content: start(collector) });
  const loadEventEnd = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return performance.timeOrigin + (entry?.loadEventEnd ?? 0);
  });
  await flush(page);

  const load = await collector.waitForSpan('documentLoad');
  expect(load.endMillis).toBeCloseTo(loadEventEnd, 0);
  expect(load.attributes).not.toHaveProperty('otel_rum.incomplete');
  expect(durations(collector)).toHaveLength(1);
});

test('started by a handler of the load event: the load ends when all handlers have run', async ({
  page,
  site,
  collector,
}) => {
  await openIdle(
    { page, site, collector },
    `<script>
      addEventListener('load', () => { ${start(collector)} });
      addEventListener('load', () => { const until = performance.now() + 60; while (performance.now() < until); });
    </script>`,
  );
  await flush(page);

  const load = await collector.waitForSpan('documentLoad');
  const ended = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return performance.timeOrigin + (entry?.loadEventEnd ?? 0);
  });
  expect(load.endMillis).toBeCloseTo(ended, 0);
  expect(load.attributes['otel_rum.load.dom_complete']).toBeLessThan(load.endMillis - load.startMillis - 50);
});

test('a page that never finishes loading is reported when it is left, as incomplete, and not measured', async ({
  page,
  site,
  collector,
}) => {
  const elsewhere = serveElsewhere(site);
  site.hold('/never.png');
  const url = serveSnippetPage(site, '/', {
    options: options(collector),
    tag: '',
    body: '<img src="/never.png" alt="">',
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await site.waitForRequest('/never.png');
  // Left, not closed: Chromium kills the process of a tab that is closed while it loads (docs/reference/page-load.md).
  await page.goto(elsewhere);

  const load = await collector.waitForSpan('documentLoad');
  expect(load.attributes).toMatchObject({ 'otel_rum.incomplete': true, 'url.full': url });
  expect(load.attributes).not.toHaveProperty('otel_rum.load.dom_complete');
  // The document itself was complete.
  expect(await collector.waitForSpan('documentFetch')).toMatchObject({ parentSpanId: load.spanId });
  expect(durations(collector)).toEqual([]);
});

test('a document that is still being parsed is reported when it is left, without later milestones', async ({
  page,
  site,
  collector,
}) => {
  const elsewhere = serveElsewhere(site);
  // The parser waits for the script, and the load for the parser.
  site.hold('/never.js');
  await page.goto(
    serveSnippetPage(site, '/', {
      options: options(collector),
      tag: '',
      body: '<script>fetch("/api/ok")</script><script src="/never.js"></script>',
    }),
    { waitUntil: 'commit' },
  );
  // The browser requests scripts ahead of the running one, so this one is requested by a script that has run.
  await site.waitForRequest('/api/ok');
  await page.goto(elsewhere);

  const load = await collector.waitForSpan('documentLoad');
  expect(load.attributes['otel_rum.incomplete']).toBe(true);
  expect(load.attributes).not.toHaveProperty('otel_rum.load.dom_interactive');
});

test('a frame with srcdoc has a load without a fetch, and without a trace', async ({
  page,
  site,
  collector,
}) => {
  const meta = `<meta name="traceparent" content="00-${'a'.repeat(32)}-b7ad6b7169203331-01">`;
  const srcdoc = `${meta}${tag(collector)}<script>onload = () => setTimeout(() => otelRum.flush().then(() => parent.postMessage('sent')))</script>`;
  site.serve('/', '<!doctype html><title>Shop</title>');
  await page.goto(site.url);
  await page.evaluate((text) => {
    const sent = new Promise((resolve) => {
      addEventListener('message', resolve, { once: true });
    });
    const frame = document.createElement('iframe');
    frame.srcdoc = text;
    document.body.append(frame);
    return sent.then(() => undefined);
  }, srcdoc);

  const load = await collector.waitForSpan('documentLoad');
  expect(load.attributes).toMatchObject({
    'url.full': 'about:srcdoc',
    'browser.document.url.full': 'about:srcdoc',
  });
  expect(load.attributes).not.toHaveProperty('otel_rum.incomplete');
  expect(load.parentSpanId).toBeUndefined();
  expect(collector.spans.filter(({ name }) => name === 'documentFetch')).toEqual([]);
  expect(durations(collector)).toEqual([]);
});

test('a popup of about:blank that is written into has a load without a fetch', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/', '<!doctype html><title>Shop</title>');
  await page.goto(site.url);
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(
      (text) => {
        const opened = open('about:blank');
        opened?.document.write(text);
        opened?.document.close();
      },
      `<!doctype html><title>Written</title>${tag(collector)}<p>written`,
    ),
  ]);
  await popup.waitForFunction(() => 'otelRum' in globalThis && document.readyState === 'complete');
  await flush(popup);

  const load = await collector.waitForSpan('documentLoad');
  expect(load.attributes['url.full']).toBe('about:blank');
  // Like its opener, whose URL the written document gets.
  expect(load.attributes['browser.document.url.full']).toBe(`${site.url}/`);
  expect(collector.spans.filter(({ name }) => name === 'documentFetch')).toEqual([]);
  expect(durations(collector)).toEqual([]);
});
