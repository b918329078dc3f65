import type { BrowserContext, Page } from '@playwright/test';
import { ask, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, expectEachIdOnce, noteNumbers, workNumbers } from '../../harness/delivery-truth.js';
import type { FaultyReceiver } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

/** Returns the requests that the browser holds, as the page created them. */
const WATCH = () => {
  const kept = new Set<unknown>();
  const page = globalThis as unknown as {
    kept: Set<unknown>;
    fetchLater(url: string, init: RequestInit): unknown;
  };
  const native = page.fetchLater.bind(page);
  page.kept = kept;
  page.fetchLater = (url, init) => {
    kept.add(init.body);
    init.signal?.addEventListener('abort', () => kept.delete(init.body));
    return native(url, init);
  };
};

/** Waits until the browser holds a request that contains this text. */
const waitUntilKept = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) =>
      [...(globalThis as unknown as { kept: Set<string> }).kept].some((body) => body.includes(wanted)),
    text,
  );

async function openShop(
  page: Page,
  site: Site,
  receiver: FaultyReceiver,
  options: Record<string, unknown> = {},
): Promise<void> {
  await page.addInitScript(WATCH);
  // Records after the first batch would wait for ten minutes.
  const path = await serveShop(site, '/shop', {
    endpoint: receiver.url,
    flushIntervalMillis: 600_000,
    ...options,
  });
  await page.goto(`${site.url}${path}`);
  await receiver.waitForSpan('documentLoad');
  await ask(page, 'flush');
}

/** Kills the page's process, without an event in the page. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
}

/** Opens another page after the previous one has ended: by then everything that it sent has arrived. */
async function visitNext(context: BrowserContext, site: Site, receiver: FaultyReceiver): Promise<Page> {
  const isLoad = ({ name }: { name: string }) => name === 'documentLoad';
  const before = receiver.spans.filter(isLoad).length;
  const page = await context.newPage();
  await page.goto(`${site.url}/shop`);
  await receiver.waitFor(({ spans }) => spans.filter(isLoad).length > before, 'load of the next page');
  await ask(page, 'flush');
  return page;
}

test('recently queued records of a tab whose process is killed arrive once', async ({
  context,
  page,
  site,
  receiver,
}) => {
  await openShop(page, site, receiver);
  await ask(page, 'work', 0, 5);
  await ask(page, 'note', 0, 5);
  await waitUntilKept(page, 'shop.note');
  await waitUntilKept(page, '"work"');
  expect(noteNumbers(receiver)).toEqual([]);
  await crash(page);

  await receiver.waitFor(
    (records) => noteNumbers(records).length >= 5 && workNumbers(records).length >= 5,
    'what the dead tab had queued',
  );
  await visitNext(context, site, receiver);
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  expect(workNumbers(receiver)).toEqual(allNumbers(5));
  expectEachIdOnce(receiver);
});

test('records that were sent before the process was killed are not sent again', async ({
  context,
  page,
  site,
  receiver,
}) => {
  await openShop(page, site, receiver);
  await ask(page, 'note', 0, 5);
  await waitUntilKept(page, 'shop.note');
  await ask(page, 'flush');
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  await ask(page, 'note', 5, 1);
  await waitUntilKept(page, '"doubleValue":5');
  await crash(page);

  await receiver.waitFor((records) => noteNumbers(records).includes(5), 'what came after it');
  await visitNext(context, site, receiver);
  expect(noteNumbers(receiver)).toEqual(allNumbers(6));
});

test('a tab that is closed or left sends its records once', async ({ context, page, site, receiver }) => {
  await openShop(page, site, receiver);
  await ask(page, 'note', 0, 5);
  await waitUntilKept(page, 'shop.note');
  await page.goto('about:blank');
  await receiver.waitFor((records) => noteNumbers(records).length >= 5, 'what the page had queued');

  const next = await visitNext(context, site, receiver);
  await ask(next, 'note', 5, 5);
  await next.close({ runBeforeUnload: false });
  await receiver.waitFor((records) => noteNumbers(records).length >= 10, 'what the tab had queued');

  await visitNext(context, site, receiver);
  expect(noteNumbers(receiver)).toEqual(allNumbers(10));
  expectEachIdOnce(receiver);
});

test('stored records are not held by fetchLater as well: after an outage each span of a killed tab arrives once', async ({
  context,
  page,
  site,
  receiver,
}) => {
  await openShop(page, site, receiver, { maxQueuedRecords: 100 });
  receiver.react({ status: 503 });
  await ask(page, 'work', 0, 60);
  await ask(page, 'flush');
  // Half of the outbox is full, and the collector fails: the next record moves the queue to the store.
  await ask(page, 'work', 60, 10);
  await ask(page, 'note', 0, 5);
  await waitUntilKept(page, 'shop.note');
  receiver.react({});
  await crash(page);

  await visitNext(context, site, receiver);
  await receiver.waitFor(
    (records) => workNumbers(records).length >= 70 && noteNumbers(records).length >= 5,
    'what was stored and kept',
  );
  expect(workNumbers(receiver)).toEqual(allNumbers(70));
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  expectEachIdOnce(receiver);
});
