import type { BrowserContext, Page } from '@playwright/test';
import { controlTime, hasBegun } from '../../harness/delivery-clock.js';
import { ask, serveShop } from '../../harness/delivery-page.js';
import { storedBatches } from '../../harness/delivery-store.js';
import { expect, test } from '../../harness/delivery-test.js';
import {
  allNumbers,
  expectEachIdOnce,
  noteNumbers,
  sumOf,
  workNumbers,
} from '../../harness/delivery-truth.js';
import type { FaultyReceiver } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

const SPANS = 2_000;

/** Opens the shop, and resolves when its first batch has arrived. */
async function openShop(page: Page, site: Site, receiver: FaultyReceiver): Promise<void> {
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await receiver.waitForEvent('browser.navigation');
}

test('ten minutes without a collector, in a session of 2,000 spans: each arrives once, and the counter is right', async ({
  page,
  site,
  receiver,
}) => {
  test.slow();
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));

  await receiver.goDown();
  const minutes = 10;
  for (let minute = 0; minute < minutes; minute++) {
    await ask(page, 'work', (minute * SPANS) / minutes, SPANS / minutes);
    await ask(page, 'note', minute, 1);
    await ask(page, 'order', 1);
    await time.pass(60);
  }
  expect(workNumbers(receiver)).toEqual([]);
  await receiver.comeBack();

  const isWhole = () =>
    workNumbers(receiver).length >= SPANS &&
    noteNumbers(receiver).length >= minutes &&
    sumOf(receiver, 'shop.orders') >= minutes;
  await time.passRoughly(900, isWhole);
  // Nothing arrives twice.
  await time.pass(60);
  expect(workNumbers(receiver)).toEqual(allNumbers(SPANS));
  expect(noteNumbers(receiver)).toEqual(allNumbers(minutes));
  expectEachIdOnce(receiver);
  expect(sumOf(receiver, 'shop.orders')).toBe(minutes);
});

test('requests of the page are traced during an outage too', async ({ page, site, receiver }) => {
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));
  const REQUESTS = 100;

  await receiver.goDown();
  await page.evaluate(async (count) => {
    for (let number = 0; number < count; number++) await (await fetch('/api/ok')).text();
  }, REQUESTS);
  await time.pass(60);
  await receiver.comeBack();

  const traced = () => receiver.spans.filter(({ name }) => name === 'GET /api/ok').length;
  const counted = () =>
    receiver.metrics
      .filter(({ name }) => name === 'http.client.request.duration')
      .flatMap(({ points }) => points)
      .filter(({ attributes }) => attributes['url.template'] === '/api/ok')
      .reduce((sum, { count = 0 }) => sum + count, 0);
  await time.passRoughly(600, () => traced() >= REQUESTS && counted() >= REQUESTS);
  expect(traced()).toBe(REQUESTS);
  expect(counted()).toBe(REQUESTS);
  expectEachIdOnce(receiver);
});

test('a device that is online again sends its queue at once, however long the wait had become', async ({
  context,
  page,
  site,
  receiver,
}) => {
  const time = await controlTime(context);
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));

  await context.setOffline(true);
  await ask(page, 'work', 0, 10);
  // By now the next attempt would be minutes later.
  await time.passRoughly(1_200);
  expect(workNumbers(receiver)).toEqual([]);
  await context.setOffline(false);
  await time.pass(5, () => workNumbers(receiver).length >= 10);
  expect(workNumbers(receiver)).toEqual(allNumbers(10));
});

test('a tab that is closed as soon as the device is offline loses nothing: the next page of the site sends it', async ({
  context,
  page,
  site,
  receiver,
}) => {
  await page.goto(
    site.url + (await serveShop(site, '/shop', { endpoint: receiver.url, flushIntervalMillis: 600_000 })),
  );
  await receiver.waitForSpan('documentLoad');
  await ask(page, 'flush');

  await context.setOffline(true);
  await ask(page, 'work', 0, 10);
  await ask(page, 'order', 3);
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);

  const next = await context.newPage();
  await next.goto(`${site.url}/shop`);
  await receiver.waitFor((records) => workNumbers(records).length >= 10, 'the spans');
  await receiver.waitForPoint('shop.orders');
  expect(workNumbers(receiver)).toEqual(allNumbers(10));
  expectEachIdOnce(receiver);
});

/** Makes a visit that ends while the collector is down; then starts the collector again. */
async function visitInVain(page: Page, site: Site, receiver: FaultyReceiver): Promise<void> {
  await openShop(page, site, receiver);
  await receiver.goDown();
  await ask(page, 'work', 0, SPANS);
  await ask(page, 'note', 0, 10);
  await ask(page, 'flush');
  await page.close({ runBeforeUnload: false });
  await receiver.comeBack();
}

const isWhole = (receiver: FaultyReceiver) => () =>
  workNumbers(receiver).length >= SPANS && noteNumbers(receiver).length >= 10;

function expectWhole(receiver: FaultyReceiver): void {
  expect(workNumbers(receiver)).toEqual(allNumbers(SPANS));
  expect(noteNumbers(receiver)).toEqual(allNumbers(10));
  expectEachIdOnce(receiver);
}

test('records that a closed tab could not send arrive at the next load of the page, each span once', async ({
  context,
  page,
  site,
  receiver,
}) => {
  test.slow();
  const time = await controlTime(context);
  await visitInVain(page, site, receiver);
  const next = await context.newPage();
  await next.goto(`${site.url}/shop`);
  await time.pass(120, isWhole(receiver));
  expectWhole(receiver);
  await time.pass(10);
  expect(await storedBatches(next)).toEqual([]);

  // The visit after that sends nothing of the first.
  await next.close({ runBeforeUnload: false });
  const last = await context.newPage();
  await last.goto(`${site.url}/shop`);
  await time.pass(30);
  await ask(last, 'note', 10, 1);
  await ask(last, 'flush');
  expect(noteNumbers(receiver)).toEqual(allNumbers(11));
  expect(workNumbers(receiver)).toEqual(allNumbers(SPANS));
  expectEachIdOnce(receiver);
});

/** Opens this number of tabs, and returns which of them send spans of the previous visit. */
async function openTabs(context: BrowserContext, site: Site, count: number) {
  const senders = new Set<Page>();
  const tabs = await Promise.all(Array.from({ length: count }, () => context.newPage()));
  for (const tab of tabs)
    tab.on('request', (request) => {
      if (request.postData()?.includes('"work"')) senders.add(tab);
    });
  await Promise.all(tabs.map((tab) => tab.goto(`${site.url}/shop`)));
  return senders;
}

test('one of five tabs sends the stored records, each span once', async ({
  context,
  page,
  site,
  receiver,
}) => {
  test.slow();
  const time = await controlTime(context);
  await visitInVain(page, site, receiver);
  const senders = await openTabs(context, site, 5);
  await time.pass(120, isWhole(receiver));
  await time.pass(10);
  expectWhole(receiver);
  expect(senders.size).toBe(1);
});

test('if the tab that sends stored records is closed meanwhile, another continues', async ({
  context,
  page,
  site,
  receiver,
}) => {
  test.slow();
  const time = await controlTime(context);
  await visitInVain(page, site, receiver);
  const senders = await openTabs(context, site, 2);
  await time.pass(60, () => workNumbers(receiver).length >= SPANS / 4);
  const [first] = senders;
  await first?.close({ runBeforeUnload: false });
  expect(workNumbers(receiver).length).toBeLessThan(SPANS);

  await time.pass(180, isWhole(receiver));
  expectWhole(receiver);
  expect(senders.size).toBe(2);
});
