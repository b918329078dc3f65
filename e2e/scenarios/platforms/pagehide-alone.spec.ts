import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

/** Safari before 14.1 leaves a visible page without `visibilitychange` (https://webkit.org/b/151610), and has no paint entries. */
const LIKE_SAFARI_14 = () => {
  addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true);
  Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'visible' });
  Object.defineProperty(Document.prototype, 'hidden', { get: () => false });
  const types = PerformanceObserver.supportedEntryTypes.filter((type) => type !== 'paint');
  Object.defineProperty(PerformanceObserver, 'supportedEntryTypes', { get: () => types });
};

test('a page that is left with `pagehide` and no `visibilitychange` sends all queued records, once', async ({
  page,
  site,
  collector,
}) => {
  await page.addInitScript(LIKE_SAFARI_14);
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  const release = site.hold('/api/held');
  await page.goto(
    serveSnippetPage(site, '/', {
      // Records after the first batch are queued until page end.
      options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '600000' },
      tag: '',
      body: `<button id="buy">Buy</button><script>
        document.getElementById('buy').onclick = () => {
          otelRum.addEvent('shop.bought');
          fetch('/api/held');
          location.href = '/elsewhere';
        };
      </script>`,
    }),
  );
  await collector.waitForSpan('documentLoad');
  await flush(page);
  await page.click('#buy');
  await page.waitForURL('**/elsewhere');

  const view = await collector.waitForEvent('browser.navigation');
  for (const name of ['shop.bought', 'browser.user_action.click']) {
    const event = await collector.waitForEvent(name);
    expect(event.attributes['otel_rum.page_view.id'], name).toBe(view.attributes['otel_rum.page_view.id']);
  }
  const request = await collector.waitForSpan('GET /api/held');
  expect(request.attributes['http.response.status_code']).toBeUndefined();
  release();
  expect(collector.logs.filter(({ eventName }) => eventName === 'shop.bought')).toHaveLength(1);
  expect(collector.spans.filter(({ name }) => name === 'GET /api/held')).toHaveLength(1);
});
