import type { Page } from '@playwright/test';
import { ask, type Shop, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, expectEachIdOnce, sumOf, workNumbers } from '../../harness/delivery-truth.js';
import type { Attempt, FaultyReceiver } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

/** Smaller bodies, and the first one of each signal, are not gzipped. */
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

/** Sends 20 spans and a counter during the page's life, and 5 spans at its end; returns the exports of both. */
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

test('bodies over 8 KiB to the page’s own origin are gzipped, except at page end', async ({
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
  // The reason: another origin would need a preflight.
  expect(ownReceiver.preflights).toEqual([]);
});

test('bodies to another origin are plain, and its CORS rules need not allow Content-Encoding', async ({
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

test('a collector that answers 415 to gzip gets the same batch and all later ones uncompressed', async ({
  page,
  site,
  ownReceiver,
}) => {
  ownReceiver.react(({ headers }) => ({ status: isGzipped({ headers }) ? 415 : 200 }));
  await open(page, ownReceiver.url, site, { endpoint: '/otlp' });
  const { alive, atEnd } = await sendSome(page, ownReceiver);

  // One request of each signal may have been in flight.
  const refused = alive.filter(isGzipped);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(3);
  expect(atEnd.filter(isGzipped)).toEqual([]);
  expect(sumOf(ownReceiver, 'shop.orders')).toBe(3);
});
