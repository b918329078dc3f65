import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

async function open(page: Page, site: Site, collector: Collector): Promise<void> {
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  site.hold('/api/order');
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '60000' },
    tag: '',
    body: `<button id="buy">Buy</button> <a id="leave" href="/elsewhere">Leave</a><script>
      document.getElementById('buy').onclick = () => {
        fetch('/api/order', { method: 'POST' }).catch(() => {});
        otelRum.addEvent('shop.bought', { films: 1 });
      };
      document.getElementById('leave').onclick = () => otelRum.addEvent('shop.left');
    </script>`,
  });
  await page.goto(url);
  // The first batch was sent; later records would wait for a minute.
  await collector.waitForSpan('documentLoad');
}

/** Expects the records of a click on "Buy", right after which the page has ended. */
async function expectThePurchase(collector: Collector): Promise<void> {
  const bought = await collector.waitForEvent('shop.bought');
  const request = await collector.waitForSpan('POST /api/order');
  const click = await collector.waitForSpan('click', ({ spanId }) => spanId === request.parentSpanId);
  expect(request.attributes['otel_rum.incomplete']).toBe(true);
  expect(request.traceId).toBe(click.traceId);
  expect(bought).toMatchObject({ traceId: click.traceId, spanId: click.spanId });
  await collector.waitForEvent('browser.user_action.click');
  await collector.waitForPoint('otel_rum.web_vital.lcp');
}

test('a tab that is closed right after a click delivers the click’s data', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector);
  await page.click('#buy');
  await page.close({ runBeforeUnload: false });
  await expectThePurchase(collector);
});

test('a link to another page right after a click delivers the data of both clicks', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector);
  await page.click('#buy');
  await page.click('#leave');
  await expectThePurchase(collector);
  await collector.waitForEvent('shop.left');
});

test('a page that is left before it is idle delivers its records', async ({ page, site, collector }) => {
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  const release = site.hold('/endless.png');
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      tag: '',
      body: '<img src="/endless.png" alt=""><script>otelRum.addEvent("shop.early")</script>',
    }),
    { waitUntil: 'commit' },
  );
  await page.waitForFunction(() => document.readyState === 'interactive');
  expect(collector.exports).toEqual([]);
  await page.goto(`${site.url}/elsewhere`);

  await collector.waitForEvent('shop.early');
  const load = await collector.waitForSpan('documentLoad');
  expect(load.attributes['otel_rum.incomplete']).toBe(true);
  release();
});

test('ten pages in a row, each closed right after a click, lose no record', async ({
  context,
  site,
  collector,
}) => {
  test.slow();
  const visits = 10;
  for (let visit = 0; visit < visits; visit++) {
    const page = await context.newPage();
    await page.goto(
      serveSnippetPage(site, '/', {
        options: { 'service-name': 'shop', endpoint: collector.url },
        tag: '',
        body: `<button id="buy" onclick="otelRum.addEvent('shop.bought', { visit: ${visit} })">Buy</button>`,
      }),
    );
    await page.click('#buy');
    await page.close({ runBeforeUnload: false });
  }
  const arrived = await collector.waitFor(({ logs }) => {
    const bought = logs.filter(({ eventName }) => eventName === 'shop.bought');
    return bought.length >= visits && bought.map(({ attributes }) => attributes.visit);
  }, `${visits} purchases`);
  expect([...arrived].sort((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: visits }, (_, i) => i),
  );
});
