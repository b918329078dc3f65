import type { Page } from '@playwright/test';
import { controlTime, hasBegun, type PageTime } from '../../harness/delivery-clock.js';
import { ask, type Shop, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import {
  allNumbers,
  expectEachIdOnce,
  noteNumbers,
  sumOf,
  workNumbers,
} from '../../harness/delivery-truth.js';
import type { Announced, FaultyReceiver, Reaction } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

/** Opens the shop with a controlled clock, and resolves when its first batches have arrived. */
async function openShop(
  page: Page,
  site: Site,
  receiver: FaultyReceiver,
  options: Record<string, unknown> = {},
): Promise<PageTime> {
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url, ...options })));
  await time.pass(30, () => hasBegun(receiver));
  await time.pass(10);
  return time;
}

/** Returns how often the app's own spans were sent, completely or not. */
const offers = ({ attempts }: FaultyReceiver) =>
  attempts.filter(({ records }) => workNumbers(records).length > 0);

/** Answers one export of spans in this way, and accepts the next. */
const onceForSpans = (reaction: Reaction) => {
  let isDone = false;
  return ({ signal }: Announced): Reaction => {
    if (signal !== 'traces' || isDone) return {};
    isDone = true;
    return reaction;
  };
};

for (const status of [429, 502, 503, 504])
  test(`${status} is retried: everything arrives once`, async ({ page, site, receiver }) => {
    const time = await openShop(page, site, receiver);
    receiver.react({ status });
    await ask(page, 'work', 0, 20);
    await ask(page, 'note', 0, 5);
    await ask(page, 'order', 7);
    await time.pass(30);
    expect(offers(receiver).length).toBeGreaterThan(1);
    // Not many: the waits double.
    expect(offers(receiver).length).toBeLessThan(10);
    receiver.react({});

    await time.passRoughly(
      600,
      () => workNumbers(receiver).length >= 20 && sumOf(receiver, 'shop.orders') >= 7,
    );
    await time.pass(60);
    expect(workNumbers(receiver)).toEqual(allNumbers(20));
    expect(noteNumbers(receiver)).toEqual(allNumbers(5));
    expect(sumOf(receiver, 'shop.orders')).toBe(7);
    expectEachIdOnce(receiver);
  });

for (const [what, retryAfter] of Object.entries({
  seconds: () => '120',
  'a date': (now: number) => new Date(now + 120_000).toUTCString(),
}))
  test(`every signal waits as long as ${what} requests`, async ({ page, site, receiver }) => {
    const time = await openShop(page, site, receiver);
    const now = await page.evaluate(() => Date.now());
    receiver.react({ status: 429, headers: { 'retry-after': retryAfter(now) } });
    await ask(page, 'work', 0, 5);
    await time.pass(20, () => offers(receiver).length > 0);
    receiver.react({});
    const arrived = receiver.arrivals.length;

    await ask(page, 'note', 0, 5);
    await ask(page, 'order', 1);
    await time.pass(95);
    expect(receiver.arrivals.length).toBe(arrived);
    await time.pass(60, () => workNumbers(receiver).length >= 5 && noteNumbers(receiver).length >= 5);
    expect(workNumbers(receiver)).toEqual(allNumbers(5));
    expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  });

for (const status of [400, 500])
  test(`${status} is not retried, and refused records are counted`, async ({ page, site, receiver }) => {
    const time = await openShop(page, site, receiver);
    receiver.react(onceForSpans({ status }));
    await ask(page, 'work', 0, 20);
    await time.pass(10);
    await ask(page, 'work', 20, 5);
    await time.pass(60);

    expect(workNumbers(receiver)).toEqual([20, 21, 22, 23, 24]);
    expect(offers(receiver)).toHaveLength(2);
    expect(sumOf(receiver, 'otel.sdk.exporter.span.exported', { 'error.type': String(status) })).toBe(20);
  });

test('after 413 batches are smaller until they are accepted: nothing is lost', async ({
  page,
  site,
  receiver,
}) => {
  const time = await openShop(page, site, receiver);
  const MAX_BYTES = 30_000;
  receiver.react(({ bytes }) => ({ status: bytes > MAX_BYTES ? 413 : 200 }));
  // 50 of them are about 50 KB.
  await ask(page, 'work', 0, 50, 400);
  await time.pass(60, () => workNumbers(receiver).length >= 50);

  expect(workNumbers(receiver)).toEqual(allNumbers(50));
  expectEachIdOnce(receiver);
  expect(offers(receiver).some(({ wasTaken }) => !wasTaken)).toBe(true);
});

test('a record that is too large by itself is dropped and counted, and delays no other', async ({
  page,
  site,
  receiver,
}) => {
  const time = await openShop(page, site, receiver);
  receiver.react(({ bytes }) => ({ status: bytes > 6_000 ? 413 : 200 }));
  await ask(page, 'work', 0, 1, 8_000);
  await ask(page, 'work', 1, 1);
  await time.pass(120, () => sumOf(receiver, 'otel.sdk.exporter.span.exported', { 'error.type': '413' }) > 0);

  expect(workNumbers(receiver)).toEqual([1]);
  expect(sumOf(receiver, 'otel.sdk.exporter.span.exported', { 'error.type': '413' })).toBe(1);
  // The batch and its halves.
  expect(offers(receiver).length).toBeLessThan(6);
});

test('records of a batch that the collector rejected are counted, and not sent again', async ({
  page,
  site,
  receiver,
}) => {
  const time = await openShop(page, site, receiver);
  const rejected = { partialSuccess: { rejectedSpans: '3', errorMessage: 'three are too old' } };
  receiver.react(onceForSpans({ body: JSON.stringify(rejected) }));
  await ask(page, 'work', 0, 10);
  await time.pass(60);

  expect(offers(receiver)).toHaveLength(1);
  expect(sumOf(receiver, 'otel.sdk.exporter.span.exported', { 'error.type': 'rejected' })).toBe(3);
});

test('a slow collector has one request per signal in flight, and receives everything', async ({
  page,
  site,
  receiver,
}) => {
  await page.goto(
    site.url + (await serveShop(site, '/shop', { endpoint: receiver.url, flushIntervalMillis: 100 })),
  );
  await receiver.waitForSpan('documentLoad');
  const held: (() => void)[] = [];
  receiver.react(() => ({ until: new Promise<void>((resolve) => held.push(resolve)) }));
  const ROUNDS = 10;
  for (let round = 0; round < ROUNDS; round++) {
    await ask(page, 'work', round * 100, 100);
    await ask(page, 'note', round, 1);
    await ask(page, 'order', 1);
    // The page may send everything, and has three batches of spans; earlier requests have no answers yet.
    await page.evaluate(() => void (globalThis as unknown as { shop: Shop }).shop.flush());
    await receiver.waitForArrivals(1, ({ signal }) => signal === 'traces');
    held.shift()?.();
  }
  receiver.react({});
  for (const answer of held) answer();
  const SPANS = ROUNDS * 100;
  await receiver.waitFor(
    (records) => workNumbers(records).length >= SPANS && sumOf(records, 'shop.orders') >= ROUNDS,
    'all of the page',
  );
  expect(workNumbers(receiver)).toEqual(allNumbers(SPANS));
  expect(noteNumbers(receiver)).toEqual(allNumbers(ROUNDS));
  expect(sumOf(receiver, 'shop.orders')).toBe(ROUNDS);
  expect(receiver.peakInFlight).toEqual({ traces: 1, logs: 1, metrics: 1 });
});

test.describe('logged once on the console', () => {
  test.use({ isOursExpected: true });

  const complaints = (consoleOutput: { messages: { text(): string }[] }) =>
    consoleOutput.messages.map((message) => message.text()).filter((text) => text.includes('[otel-rum]'));

  test('a web page with 200 as the answer: records count as undelivered, and are kept', async ({
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    const time = await openShop(page, site, receiver);
    receiver.react({
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Sign in</title>',
      isTaken: false,
    });
    await ask(page, 'work', 0, 10);
    await time.pass(120);
    expect(offers(receiver).length).toBeGreaterThan(1);
    expect(complaints(consoleOutput)).toHaveLength(1);
    expect(complaints(consoleOutput)[0]).toContain('web page');

    receiver.react({});
    await time.passRoughly(600, () => workNumbers(receiver).length >= 10);
    expect(workNumbers(receiver)).toEqual(allNumbers(10));
    expect(consoleOutput.errors).toEqual([]);
  });

  for (const status of [401, 403, 404])
    test(`${status} to everything: each signal pauses after three batches, and resumes`, async ({
      page,
      site,
      receiver,
      consoleOutput,
    }) => {
      const time = await openShop(page, site, receiver);
      receiver.react({ status });
      const before = receiver.arrivals.length;
      for (let round = 0; round < 5; round++) {
        await ask(page, 'work', round, 1);
        await ask(page, 'note', round, 1);
        await time.pass(10);
      }
      const refused = receiver.arrivals.length - before;
      expect(refused).toBeLessThanOrEqual(9);
      await ask(page, 'work', 5, 5);
      await ask(page, 'flush');
      expect(receiver.arrivals.length - before).toBeLessThanOrEqual(9);
      expect(complaints(consoleOutput)).toHaveLength(1);
      expect(complaints(consoleOutput)[0]).toContain(receiver.url);

      receiver.react({});
      // Each signal resumes after a pause of its own length.
      await time.passRoughly(
        600,
        () => workNumbers(receiver).includes(9) && noteNumbers(receiver).includes(4),
      );
      // The first three batches were dropped; later records were kept.
      expect(workNumbers(receiver)).toEqual([3, 4, 5, 6, 7, 8, 9]);
      expect(noteNumbers(receiver)).toEqual([3, 4]);
      expect(consoleOutput.errors).toEqual([]);
    });

  test('404 to one signal pauses that signal only', async ({ page, site, receiver, consoleOutput }) => {
    const time = await openShop(page, site, receiver);
    receiver.react(({ signal }) => ({ status: signal === 'logs' ? 404 : 200 }));
    for (let round = 0; round < 5; round++) {
      await ask(page, 'note', round, 1);
      await ask(page, 'work', round, 1);
      await ask(page, 'order', 1);
      await time.pass(30);
    }
    const refused = receiver.attempts.filter(({ signal, wasTaken }) => signal === 'logs' && !wasTaken);
    expect(refused).toHaveLength(3);
    expect(workNumbers(receiver)).toEqual(allNumbers(5));
    await ask(page, 'flush');
    expect(sumOf(receiver, 'shop.orders')).toBe(5);
    expect(complaints(consoleOutput)).toHaveLength(1);
  });

  test('a redirect of the endpoint, also to a 200 for a GET: records count as undelivered, and are kept', async ({
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    const time = await openShop(page, site, receiver);
    receiver.react(({ signal }) => ({
      status: signal === 'traces' ? 302 : 307,
      headers: { location: `${site.url}/api/ok` },
    }));
    await ask(page, 'work', 0, 10);
    await ask(page, 'note', 0, 10);
    await time.pass(60);
    expect(site.requests.filter(({ path }) => path === '/api/ok')).toEqual([]);
    expect(complaints(consoleOutput)).toHaveLength(1);
    expect(complaints(consoleOutput)[0]).toMatch(new RegExp(`${receiver.url}.*redirect`));

    receiver.react({});
    await time.passRoughly(600, () => workNumbers(receiver).length >= 10);
    expect(workNumbers(receiver)).toEqual(allNumbers(10));
    expect(noteNumbers(receiver)).toEqual(allNumbers(10));
    expectEachIdOnce(receiver);
  });
});

for (const status of [401, 403, 404, 415])
  test(`one ${status} drops and counts that batch, and nothing else`, async ({ page, site, receiver }) => {
    const time = await openShop(page, site, receiver);
    receiver.react(onceForSpans({ status }));
    await ask(page, 'work', 0, 20);
    await time.pass(10);
    await ask(page, 'work', 20, 5);
    await ask(page, 'note', 0, 5);
    await time.pass(60);
    expect(workNumbers(receiver)).toEqual([20, 21, 22, 23, 24]);
    expect(noteNumbers(receiver)).toEqual(allNumbers(5));
    expect(sumOf(receiver, 'otel.sdk.exporter.span.exported', { 'error.type': String(status) })).toBe(20);
  });
