import { controlTime, hasBegun } from '../../harness/delivery-clock.js';
import { ask, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import { expectEachIdOnce, noteNumbers, sumOf, workNumbers } from '../../harness/delivery-truth.js';

const FULL = { 'error.type': 'queue_full' };

test('records dropped by a full outbox are counted by signal and reason, and reported after the recovery', async ({
  page,
  site,
  receiver,
}) => {
  const time = await controlTime(page.context());
  const options = { endpoint: receiver.url, persist: false, maxQueuedRecords: 200 };
  await page.goto(site.url + (await serveShop(site, '/shop', options)));
  await time.pass(30, () => hasBegun(receiver));
  await time.pass(10);

  await receiver.goDown();
  const SPANS = 900;
  const NOTES = 300;
  for (let round = 0; round < 3; round++) {
    await ask(page, 'work', (round * SPANS) / 3, SPANS / 3);
    await ask(page, 'note', (round * NOTES) / 3, NOTES / 3);
    await ask(page, 'order', 1);
    await time.pass(30);
  }
  await receiver.comeBack();

  const spans = () =>
    workNumbers(receiver).length + sumOf(receiver, 'otel.sdk.processor.span.processed', FULL);
  const notes = () =>
    noteNumbers(receiver).length + sumOf(receiver, 'otel.sdk.processor.log.processed', FULL);
  await time.passRoughly(600, () => spans() >= SPANS && notes() >= NOTES);
  await time.pass(60);
  expect(spans()).toBe(SPANS);
  expect(notes()).toBe(NOTES);
  expect(workNumbers(receiver).length).toBeGreaterThan(0);
  expect(workNumbers(receiver).length).toBeLessThanOrEqual(200);
  // The oldest records were dropped.
  expect(Math.max(...workNumbers(receiver))).toBe(SPANS - 1);
  expectEachIdOnce(receiver);
  expect(sumOf(receiver, 'shop.orders')).toBe(3);
});

test('errors are kept when all other records are dropped', async ({
  page,
  site,
  receiver,
  consoleOutput,
}) => {
  const time = await controlTime(page.context());
  const options = { endpoint: receiver.url, persist: false, maxQueuedRecords: 100 };
  await page.goto(site.url + (await serveShop(site, '/shop', options)));
  await time.pass(30, () => hasBegun(receiver));
  await receiver.goDown();
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'throw new Error("out of stock")';
    document.head.append(script);
  });
  await time.pass(10);
  await ask(page, 'work', 0, 1_000);
  await time.pass(10);
  await receiver.comeBack();
  await time.passRoughly(600, () => receiver.logs.some(({ eventName }) => eventName === 'exception'));
  expect(receiver.logs.filter(({ eventName }) => eventName === 'exception')).toHaveLength(1);
  // Only the page's own error.
  expect(consoleOutput.errors.map(({ message }) => message)).toEqual(['out of stock']);
});

test('exported records are counted too: created records are exported or dropped', async ({
  page,
  site,
  receiver,
}) => {
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));
  await ask(page, 'work', 0, 500);
  await ask(page, 'note', 0, 70);
  await time.pass(30, () => workNumbers(receiver).length >= 500);
  // The counters are sent with other metrics.
  await ask(page, 'order', 1);
  await time.pass(30, () => sumOf(receiver, 'shop.orders') === 1);
  const counted = (signal: string) => sumOf(receiver, `otel.sdk.exporter.${signal}.exported`);
  expect(counted('span')).toBe(receiver.spans.length);
  expect(counted('log')).toBe(receiver.logs.length);
});
