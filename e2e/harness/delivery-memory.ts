import type { Page } from '@playwright/test';
import { controlTime, hasBegun } from './delivery-clock.js';
import { ask, serveShop } from './delivery-page.js';
import { expect } from './delivery-test.js';
import { allNumbers, expectEachIdOnce, noteNumbers, sumOf, workNumbers } from './delivery-truth.js';
import type { FaultyReceiver } from './faulty-receiver.js';
import type { Site } from './site.js';

/** Expects that the same page keeps and sends all records of an outage of a minute, with memory alone. */
export async function expectMemoryToDo(
  page: Page,
  { site, receiver }: { site: Site; receiver: FaultyReceiver },
  consoleOutput: { errors: Error[]; messages: { text(): string }[] },
) {
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));
  receiver.react({ status: 503 });
  await ask(page, 'work', 0, 1_200);
  await ask(page, 'note', 0, 5);
  await ask(page, 'order', 3);
  await time.pass(60);
  receiver.react({});
  await time.passRoughly(
    600,
    () => workNumbers(receiver).length >= 1_200 && sumOf(receiver, 'shop.orders') > 2,
  );

  expect(workNumbers(receiver)).toEqual(allNumbers(1_200));
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  expect(sumOf(receiver, 'shop.orders')).toBe(3);
  expectEachIdOnce(receiver);
  // And that page end sends what fits, by the network alone.
  await ask(page, 'work', 1_200, 5);
  await page.close({ runBeforeUnload: false });
  await receiver.waitFor((records) => workNumbers(records).length >= 1_205, 'spans of the page’s end');
  expect(consoleOutput.errors).toEqual([]);
  const texts = consoleOutput.messages.map((message) => message.text());
  expect(texts.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
}
