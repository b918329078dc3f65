import { ask, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, noteNumbers } from '../../harness/delivery-truth.js';

test('without keepalive the end of a page is stored, and sent by the next page', async ({
  context,
  page,
  site,
  receiver,
}) => {
  // As Firefox does before 133.
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
  await ask(page, 'note', 0, 20);
  await page.evaluate(() => {
    location.href = '/elsewhere';
  });
  await page.waitForURL('**/elsewhere');
  expect(noteNumbers(receiver)).toEqual([]);

  await page.goto(site.url + path);
  await receiver.waitFor((records) => noteNumbers(records).length >= 20, 'what the first page has stored');
  expect(noteNumbers(receiver)).toEqual(allNumbers(20));
});
