import { ask, serveShop } from '../../harness/delivery-page.js';
import { storedBatches, whenStoreIsOpen } from '../../harness/delivery-store.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, noteNumbers } from '../../harness/delivery-truth.js';

test('without keepalive the end of a page is stored, and sent by the next page', async ({
  context,
  page,
  site,
  receiver,
}) => {
  // Like Firefox before 133.
  await context.addInitScript(() => {
    Reflect.deleteProperty(Request.prototype, 'keepalive');
    Object.defineProperty(globalThis, 'fetchLater', { value: undefined });
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) => fetch(input, { ...init, keepalive: false });
  });
  const path = await serveShop(site, '/shop', { endpoint: receiver.url, flushIntervalMillis: 60_000 });
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  await page.goto(site.url + path);
  await receiver.waitForSpan('documentLoad');
  await whenStoreIsOpen(page);
  await ask(page, 'note', 0, 20);
  // The page is hidden before it is left: a loaded Chromium drops a write that begins when a page is left.
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await expect.poll(async () => (await storedBatches(page)).length).toBeGreaterThan(0);
  await page.evaluate(() => {
    location.href = '/elsewhere';
  });
  await page.waitForURL('**/elsewhere');
  expect(noteNumbers(receiver)).toEqual([]);

  await page.goto(site.url + path);
  await receiver.waitFor((records) => noteNumbers(records).length >= 20, 'what the first page has stored');
  expect(noteNumbers(receiver)).toEqual(allNumbers(20));
});
