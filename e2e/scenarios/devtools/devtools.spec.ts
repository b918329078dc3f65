import { DEVTOOLS_TAG, devtoolsOf } from '../../harness/devtools.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

const BODY = `<main><h1>Shop</h1><p id="offer">Everything must go, and it goes today and tomorrow.</p>
<button id="buy">Buy</button><button id="fail">Fail</button><a href="#end">End</a></main>
<script>
buy.onclick = async () => {
  await fetch('/api/ok');
  await fetch('/api/failing');
  document.querySelector('h1').textContent = 'Bought';
};
fail.onclick = () => { throw new TypeError('no stock'); };
</script>`;

test.describe('the panel', () => {
  test('shows vitals, the latest trace, requests, errors, batches and records', async ({
    page,
    site,
    collector,
  }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url, 'ignore-urls': '/ignored' };
    await page.goto(serveSnippetPage(site, '/', { options, head: DEVTOOLS_TAG, body: BODY }));
    const devtools = await devtoolsOf(page);
    const facts = devtools.getByRole('tabpanel', { name: 'Overview' });
    await expect(facts).toContainText('Serviceshop');
    await expect(facts).toContainText(`Endpoint${collector.url}`);
    await expect(facts).toContainText('Consentgranted');
    await expect(facts).toContainText('Samplingthis session is sampled');
    const vitals = facts.getByRole('list', { name: 'Web Vitals' });
    await expect(vitals.getByRole('listitem').filter({ hasText: 'LCP' })).toContainText(/\d m?s.*good/);

    await page.getByRole('button', { name: 'Buy' }).click();
    await page.evaluate(() =>
      fetch('/ignored').then(() => fetch('http://localhost:9/other').catch(() => {})),
    );
    await devtools.getByRole('tab', { name: 'Requests' }).click();
    const requests = devtools.getByRole('list', { name: 'Requests, latest first' });
    const row = (text: string | RegExp) => requests.getByRole('listitem').filter({ hasText: text });
    await expect(row('GET /api/ok')).toContainText(/200 · .*traceparent/);
    await expect(row('GET /api/failing')).toContainText('500');
    await expect(row('/ignored')).toContainText('no traceparent: the URL is ignored');
    await expect(row('localhost:9/other')).toContainText(
      'no traceparent: http://localhost:9 is not in propagateTo',
    );
    await row('GET /api/ok').getByRole('button').first().click();
    await expect(row('GET /api/ok')).toContainText(/traceparent00-[0-9a-f]{32}-[0-9a-f]{16}-03/);

    await devtools.getByRole('tab', { name: 'Trace' }).click();
    const trace = devtools.getByRole('list', { name: 'Spans of the trace' });
    const option = devtools.locator('option', { hasText: /\d click button#buy/ });
    await expect(option).toHaveCount(1);
    await devtools.getByRole('combobox', { name: 'Trace' }).selectOption(await option.getAttribute('value'));
    await expect(trace.getByRole('listitem').first()).toContainText('click button#buy');
    await expect(trace.getByRole('listitem').filter({ hasText: 'GET /api/failing' })).toContainText('error');

    await page.getByRole('button', { name: 'Fail' }).click();
    await devtools.getByRole('tab', { name: /^Errors ?1$/ }).click();
    await expect(devtools.getByRole('list', { name: 'Errors, latest first' })).toContainText(
      'TypeError no stock',
    );
    await flush(page);
    await devtools.getByRole('tab', { name: 'Delivery' }).click();
    const messages = devtools.getByRole('list', { name: 'Batches and messages, latest first' });
    await expect(messages).toContainText(/sent \d+ spans, [\d.]+ k?B/);

    await devtools.getByRole('tab', { name: 'Records' }).click();
    const records = devtools.getByRole('list', { name: 'Records, latest first' });
    await devtools.getByLabel('Filter').last().fill('click');
    await records.getByRole('button').first().click();
    const otlp = await records.getByRole('region').first().textContent();
    expect(JSON.parse(otlp ?? '')).toHaveProperty('attributes');
  });

  test('shows an action while it is open, with the request that it waits for', async ({
    page,
    site,
    collector,
  }) => {
    let answer = () => {};
    await page.route('**/held', async (route) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      await route.fulfill({ body: 'done' });
    });
    const body = `<button id="buy">Buy</button><script>
      buy.onclick = async () => { await fetch('/api/ok'); buy.textContent = await (await fetch('/held')).text(); };
      </script>`;
    const options = { 'service-name': 'shop', endpoint: collector.url };
    await page.goto(serveSnippetPage(site, '/', { options, head: DEVTOOLS_TAG, body }));
    const devtools = await devtoolsOf(page);
    await devtools.getByRole('tab', { name: 'Trace' }).click();
    const held = page.waitForRequest('**/held');
    await page.getByRole('button', { name: 'Buy' }).click();
    await held;
    const spans = devtools.getByRole('list', { name: 'Spans of the trace' }).getByRole('listitem');
    await expect(spans).toHaveText([/^click button#buyopen/, /^GET \/api\/ok/]);
    answer();
    await page.getByText('done').waitFor();
    await expect(spans).toHaveText([/^click button#buy[\d.]+ m?s/, /^GET \/api\/ok/, /^GET \/held/]);
  });

  test('outlines the element of a vital, in the page and without moving it', async ({
    page,
    site,
    collector,
  }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    await page.goto(serveSnippetPage(site, '/', { options, head: DEVTOOLS_TAG, body: BODY }));
    const devtools = await devtoolsOf(page);
    const before = await page.screenshot({ clip: { x: 0, y: 0, width: 800, height: 200 } });
    await devtools
      .getByRole('button', { name: /^Outline .* in the page$/ })
      .first()
      .hover();
    const outlined = await page.screenshot({ clip: { x: 0, y: 0, width: 800, height: 200 } });
    expect(outlined.equals(before)).toBe(false);
    await devtools.getByRole('tab', { name: 'Trace' }).hover();
    const after = await page.screenshot({ clip: { x: 0, y: 0, width: 800, height: 200 } });
    expect(after.equals(before)).toBe(true);
  });

  test('works with the keyboard alone', async ({ page, site, collector }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    await page.goto(serveSnippetPage(site, '/', { options, head: DEVTOOLS_TAG, body: '<p>Shop</p>' }));
    const devtools = await devtoolsOf(page);
    const focused = () =>
      devtools.evaluate(
        () => document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent,
      );
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Height of the panel');
    const height = devtools.getByRole('separator', { name: 'Height of the panel' });
    const before = Number(await height.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowUp');
    expect(Number(await height.getAttribute('aria-valuenow'))).toBe(before + 32);
    await page.keyboard.press('Home');
    expect(Number(await height.getAttribute('aria-valuenow'))).toBe(160);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Overview');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('Records');
    await expect(devtools.getByRole('tabpanel', { name: 'Records' })).toBeVisible();
    await page.keyboard.press('Home');
    expect(await focused()).toBe('Overview');
    await page.keyboard.press('End');
    await flush(page);
    const rows = devtools.getByRole('list', { name: 'Records, latest first' }).getByRole('button');
    await expect(rows.first()).toBeVisible();
    // Clear, Collapse, Close, the content, the filter, the first record.
    for (let steps = 0; steps < 6; steps++) await page.keyboard.press('Tab');
    // Not the first of the list: more records may have come meanwhile.
    const focusedRow = devtools.getByRole('list', { name: 'Records, latest first' }).locator(':focus');
    await expect(focusedRow).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Enter');
    await expect(focusedRow).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('Escape');
    const pill = devtools.getByRole('button', { name: /^otel-rum/ });
    await expect(pill).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(devtools.getByRole('button', { name: 'Collapse' })).toBeFocused();
  });

  test('leaves nothing behind, and may be mounted again', async ({ page, site, collector }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    await page.goto(serveSnippetPage(site, '/', { options, body: '<p>Shop</p>' }));
    await page.waitForFunction('globalThis.otelRum?.getStatus()');
    const state = () =>
      page.evaluate(() => ({
        markup: document.documentElement.outerHTML.replace(/<script src=.*?<\/script>/g, ''),
        globals: [
          ...Object.getOwnPropertyNames(globalThis),
          ...Object.getOwnPropertySymbols(globalThis).map(String),
        ],
        focus: document.activeElement?.tagName,
      }));
    const before = await state();
    for (let times = 0; times < 2; times++) {
      await page.addScriptTag({ url: '/devtools.iife.js' });
      const devtools = await devtoolsOf(page);
      // A second copy adds no second panel.
      await page.addScriptTag({ url: '/devtools.iife.js' });
      expect(page.frames().filter((frame) => frame.name() === 'otel-rum-devtools')).toHaveLength(1);
      await devtools.getByRole('button', { name: 'Close' }).click();
      await expect.poll(() => page.frames().length).toBe(1);
      expect(await state()).toEqual(before);
    }
  });

  test('lets clicks beside it through to the page, open and collapsed', async ({ page, site, collector }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    const body = `<style>button { position: fixed; left: 10px } #low { bottom: 10px }</style>
<button onclick="this.textContent = 'pressed'">high</button><button id="low" onclick="this.textContent = 'pressed'">low</button>`;
    await page.goto(serveSnippetPage(site, '/', { options, head: DEVTOOLS_TAG, body }));
    const devtools = await devtoolsOf(page);
    await page.getByRole('button', { name: 'high' }).click();
    await devtools.getByRole('button', { name: 'Collapse' }).click();
    await page.getByRole('button', { name: 'low' }).click();
    await expect(page.getByRole('button', { name: 'pressed' })).toHaveCount(2);
  });
});
