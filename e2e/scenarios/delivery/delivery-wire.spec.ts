import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

/** A short visit: a page load, three clicks, three fetches, an XHR, a route change, an error; then the page is left. */
async function visit(page: Page, site: Site, collector: Collector): Promise<void> {
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    tag: '',
    body: `<button id="list">List</button><button id="order">Order</button><button id="cart">Cart</button>
<p id="text">Films</p><script>
      const get = async (url) => (await fetch(url)).json();
      const show = (text) => { document.getElementById('text').textContent = text; };
      document.getElementById('list').onclick = () => get('/api/ok?list=1').then(() => show('listed'));
      document.getElementById('order').onclick = async () => {
        await get('/api/ok?film=7');
        const xhr = new XMLHttpRequest();
        xhr.onload = () => show('ordered');
        xhr.open('GET', '/api/ok?stock=7');
        xhr.send();
      };
      document.getElementById('cart').onclick = () => {
        history.pushState(null, '', '/cart');
        get('/api/ok?cart=1').then(() => { show('cart'); throw new TypeError('the cart is empty'); });
      };
    </script>`,
  });
  await page.goto(url);
  await collector.waitForSpan('documentLoad');
  for (const [button, text] of [
    ['#list', 'listed'],
    ['#order', 'ordered'],
    ['#cart', 'cart'],
  ] as const) {
    await page.click(button);
    await page.locator('#text', { hasText: text }).waitFor();
  }
  await page.goto(`${site.url}/elsewhere`);
  await collector.waitForPoint('otel_rum.web_vital.lcp');
  await collector.waitForPoint('otel_rum.exceptions');
  await collector.waitForSpan('navigation');
}

/** Bytes of such a visit before compression, with some margin; docs/decisions/028 explains why not less. */
const MAX_BYTES = 44 * 1024;

test('a short visit makes at most five requests, one of them for metrics', async ({
  page,
  site,
  collector,
}) => {
  await visit(page, site, collector);
  const signals = collector.exports.map(({ signal }) => signal);
  expect(signals.sort()).toEqual(['logs', 'logs', 'metrics', 'traces', 'traces']);
  const bytes = collector.exports.reduce((sum, each) => sum + each.bytes, 0);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});
