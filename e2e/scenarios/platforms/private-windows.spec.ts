import type { BrowserContext, Page } from '@playwright/test';
import { ask, serveShop } from '../../harness/delivery-page.js';
import { storedBatches } from '../../harness/delivery-store.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, expectEachIdOnce, noteNumbers, workNumbers } from '../../harness/delivery-truth.js';

// Contexts of the driven Chromium are off the record, as its private windows are.

const open = async (context: BrowserContext, url: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(url);
  return page;
};

test('in private windows tabs share a session, and what could not be sent leaves with the next page', async ({
  context,
  site,
  receiver,
  consoleOutput,
}) => {
  const url = site.url + (await serveShop(site, '/shop', { endpoint: receiver.url }));
  const page = await open(context, url);
  await receiver.waitForSpan('documentLoad');
  receiver.react({ status: 503 });
  await ask(page, 'work', 0, 20);
  await ask(page, 'note', 0, 5);
  await ask(page, 'flush');
  await page.close({ runBeforeUnload: false });
  site.serve('/bystander', '<!doctype html><title>Without otel-rum</title>');
  const bystander = await open(context, `${site.url}/bystander`);
  await expect.poll(() => storedBatches(bystander)).not.toEqual([]);
  receiver.react({});

  const next = await open(context, url);
  await receiver.waitFor(
    (records) => workNumbers(records).length >= 20 && noteNumbers(records).length >= 5,
    'what was stored',
  );
  await expect.poll(() => storedBatches(next)).toEqual([]);
  expect(workNumbers(receiver)).toEqual(allNumbers(20));
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  expectEachIdOnce(receiver);
  expect(new Set(receiver.logs.map(({ attributes }) => attributes['session.id'])).size).toBe(1);
  expect(consoleOutput.errors).toEqual([]);
});
