import type { Page } from '@playwright/test';
import { ask, type Shop, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, expectEachIdOnce, sumOf, workNumbers } from '../../harness/delivery-truth.js';
import type { Attempt, FaultyReceiver } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

/** Smaller bodies leave as they are, and so does the first of each signal. */
const MIN_GZIP_BYTES = 8 * 1_024;
/** The exports that should be gzipped. */
const expectedOf = (alive: Attempt[]) =>
  alive.filter(
    ({ signal, bodyBytes }, index) =>
      bodyBytes >= MIN_GZIP_BYTES && alive.findIndex((other) => other.signal === signal) < index,
  );
const isGzipped = ({ headers }: Pick<Attempt, 'headers'>) => headers['content-encoding'] === 'gzip';

async function open(page: Page, origin: string, site: Site, options: Record<string, unknown>): Promise<void> {
  await page.goto(origin + (await serveShop(site, '/shop', { flushIntervalMillis: 200, ...options })));
}

/** 20 spans and a counter, sent while the page lives, and 5 spans at its end; gives the exports of both. */
async function sendSome(
  page: Page,
  receiver: FaultyReceiver,
): Promise<{ alive: Attempt[]; atEnd: Attempt[] }> {
  await receiver.waitForSpan('documentLoad');
  await ask(page, 'work', 0, 20);
  await ask(page, 'flush');
  await ask(page, 'order', 3);
  await ask(page, 'flush');
  const alive = [...receiver.attempts];
  await page.evaluate(() => {
    addEventListener('pagehide', () => (globalThis as unknown as { shop: Shop }).shop.work(20, 5));
  });
  await page.close({ runBeforeUnload: false });
  await receiver.waitFor((records) => workNumbers(records).length >= 25, 'spans of the page’s end');
  expect(workNumbers(receiver)).toEqual(allNumbers(25));
  expectEachIdOnce(receiver);
  return { alive, atEnd: receiver.attempts.slice(alive.length) };
}

test('to the page’s own origin what is over 8 KiB is gzipped, but nothing at the page’s end', async ({
  page,
  site,
  ownReceiver,
}) => {
  await open(page, ownReceiver.url, site, { endpoint: '/otlp' });
  const { alive, atEnd } = await sendSome(page, ownReceiver);

  expect(alive.filter(isGzipped)).toEqual(expectedOf(alive));
  const [spans] = alive.filter(({ records }) => workNumbers(records).length > 0);
  expect(spans?.bytes).toBeLessThan((spans?.bodyBytes ?? 0) / 5);
  expect(atEnd.filter(isGzipped)).toEqual([]);
  expect(atEnd.length).toBeGreaterThan(0);
  // That is why: another origin would be asked first.
  expect(ownReceiver.preflights).toEqual([]);
});

test('to another origin all is plain, and its rules need not know Content-Encoding', async ({
  page,
  site,
  receiver,
}) => {
  await open(page, site.url, site, { endpoint: receiver.url });
  const { alive, atEnd } = await sendSome(page, receiver);
  expect([...alive, ...atEnd].filter(isGzipped)).toEqual([]);
  for (const headers of receiver.preflights)
    expect(headers['access-control-request-headers']).toBe('content-type');
});

test('`gzip: true` gzips to another origin too', async ({ page, site, receiver }) => {
  await open(page, site.url, site, { endpoint: receiver.url, gzip: true });
  const { alive, atEnd } = await sendSome(page, receiver);
  expect(alive.filter(isGzipped)).toEqual(expectedOf(alive));
  expect(atEnd.filter(isGzipped)).toEqual([]);
});

test('`gzip: false` sends plain to the page’s own origin', async ({ page, site, ownReceiver }) => {
  await open(page, ownReceiver.url, site, { endpoint: '/otlp', gzip: false });
  const { alive, atEnd } = await sendSome(page, ownReceiver);
  expect([...alive, ...atEnd].filter(isGzipped)).toEqual([]);
});

test('a collector that answers gzip with 415 gets the same batch plain, and plain ones from then on', async ({
  page,
  site,
  ownReceiver,
}) => {
  ownReceiver.react(({ headers }) => ({ status: isGzipped({ headers }) ? 415 : 200 }));
  await open(page, ownReceiver.url, site, { endpoint: '/otlp' });
  const { alive, atEnd } = await sendSome(page, ownReceiver);

  // Of each signal one may have been under way at once.
  const refused = alive.filter(isGzipped);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(3);
  expect(atEnd.filter(isGzipped)).toEqual([]);
  expect(sumOf(ownReceiver, 'shop.orders')).toBe(3);
});
