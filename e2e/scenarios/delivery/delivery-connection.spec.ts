import type { Page } from '@playwright/test';
import { controlTime, hasBegun, type PageTime } from '../../harness/delivery-clock.js';
import { ask, serveShop } from '../../harness/delivery-page.js';
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

async function openShop(page: Page, site: Site, receiver: FaultyReceiver): Promise<PageTime> {
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));
  await time.pass(10);
  return time;
}

const offers = ({ attempts }: FaultyReceiver) =>
  attempts.filter(({ records }) => workNumbers(records).length > 0);

/** Handles the first export of each signal in this way. */
const firstOfEach = (reaction: Reaction) => {
  const done = { traces: 0, logs: 0, metrics: 0 };
  return ({ signal }: Announced): Reaction => (done[signal]++ === 0 ? reaction : {});
};

for (const reset of ['before the body', 'after the body'] as const)
  test(`a request whose connection is reset ${reset} was read is retried: everything arrives once`, async ({
    page,
    site,
    receiver,
  }) => {
    const time = await openShop(page, site, receiver);
    receiver.react(firstOfEach({ reset }));
    await ask(page, 'work', 0, 20);
    await ask(page, 'note', 0, 5);
    await time.pass(300, () => workNumbers(receiver).length >= 20 && noteNumbers(receiver).length >= 5);
    await time.pass(30);
    expect(workNumbers(receiver)).toEqual(allNumbers(20));
    expect(noteNumbers(receiver)).toEqual(allNumbers(5));
    expectEachIdOnce(receiver);
  });

test('a batch whose answer was lost is sent again with the same ids, and counted; metrics are not sent again', async ({
  page,
  site,
  receiver,
}) => {
  const time = await openShop(page, site, receiver);
  receiver.react(firstOfEach({ reset: 'after the body', isTaken: true }));
  await ask(page, 'work', 0, 20);
  await ask(page, 'order', 5);
  await time.pass(120, () => offers(receiver).length >= 2);
  await time.pass(60);

  const [first, second, ...more] = offers(receiver);
  const ids = (offer: typeof first) => (offer?.records.spans ?? []).map(({ spanId }) => spanId);
  expect(ids(first).length).toBeGreaterThanOrEqual(20);
  expect(ids(second)).toEqual(ids(first));
  expect(more).toEqual([]);
  expect(workNumbers(receiver)).toEqual(allNumbers(20).flatMap((number) => [number, number]));
  const resent = 'otel_rum.exporter.span.resent';
  expect(sumOf(receiver, resent)).toBe(ids(first).length);
  // The counter was in the request without an answer, or was not sent yet: it counts once in both cases.
  expect(sumOf(receiver, 'shop.orders')).toBe(5);
});

test('a collector whose answers are all lost receives the same batch at growing intervals', async ({
  page,
  site,
  receiver,
}) => {
  const time = await openShop(page, site, receiver);
  receiver.react({ reset: 'after the body', isTaken: true });
  await ask(page, 'work', 0, 10);
  await time.passRoughly(3_600);
  // The waits double up to five minutes.
  expect(offers(receiver).length).toBeLessThan(30);
  expect(new Set(workNumbers(receiver))).toEqual(new Set(allNumbers(10)));
});

/** Expects that the page retries at growing intervals, keeps a bounded number of records, and logs nothing itself. */
async function expectNoStorm(
  page: Page,
  time: PageTime,
  endpoint: string,
  consoleOutput: { errors: Error[]; messages: { text(): string }[] },
  [minRequests, maxRequests]: [number, number],
) {
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().startsWith(endpoint)) requests++;
  });
  for (let minute = 0; minute < 60; minute++) {
    await ask(page, 'work', minute * 10, 10);
    await ask(page, 'note', minute, 1);
    await ask(page, 'order', 1);
    await time.passRoughly(60);
  }
  expect(requests).toBeGreaterThanOrEqual(minRequests);
  expect(requests).toBeLessThanOrEqual(maxRequests);
  expect(consoleOutput.errors).toEqual([]);
  const texts = consoleOutput.messages.map((message) => message.text());
  expect(
    texts.filter(
      (text) =>
        !/Failed to load resource|net::ERR_|CORS policy|Content Security Policy|\[otel-rum\]/.test(text),
    ),
  ).toEqual([]);
}

test.describe('an unreachable endpoint is warned of once', () => {
  test.use({ isOursExpected: true });
  const warnings = (consoleOutput: { messages: { text(): string }[] }) =>
    consoleOutput.messages.map((message) => message.text()).filter((text) => text.includes('[otel-rum]'));

  test('with an ad blocker, an hour of telemetry causes few requests', async ({
    page,
    site,
    consoleOutput,
  }) => {
    test.slow();
    const time = await controlTime(page.context());
    // The blocker makes the host unreachable.
    const endpoint = 'http://telemetry.example';
    await page.goto(site.url + (await serveShop(site, '/shop', { endpoint })));
    await expectNoStorm(page, time, endpoint, consoleOutput, [5, 60]);
    expect(warnings(consoleOutput)).toEqual([expect.stringContaining(`${endpoint}/v1/`)]);
  });

  test('with a refused preflight, an hour of telemetry causes few requests, and everything arrives when it is allowed', async ({
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    test.slow();
    receiver.refusePreflights(true);
    const time = await controlTime(page.context());
    await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
    await expectNoStorm(page, time, receiver.url, consoleOutput, [5, 60]);
    expect(receiver.preflights.length).toBeLessThan(60);
    expect(receiver.attempts).toEqual([]);
    expect(warnings(consoleOutput)).toEqual([expect.stringContaining(`${receiver.url}/v1/`)]);

    receiver.refusePreflights(false);
    await time.passRoughly(
      900,
      () => workNumbers(receiver).length >= 600 && sumOf(receiver, 'shop.orders') >= 60,
    );
    expect(workNumbers(receiver)).toEqual(allNumbers(600));
    expectEachIdOnce(receiver);
    expect(sumOf(receiver, 'shop.orders')).toBe(60);
  });
});

test.describe('the page’s own policy', () => {
  test.use({ isOursExpected: true });

  test('an endpoint that the CSP blocks is paused, after one warning', async ({
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    const path = await serveShop(site, '/shop', { endpoint: receiver.url });
    site.serve('/strict', {
      headers: { 'content-type': 'text/html', 'content-security-policy': "connect-src 'self'" },
      body: `<!doctype html><title>Shop</title><script>
        let violations = 0; addEventListener('securitypolicyviolation', () => { violations++; });
        </script><script type="module" src="${path}.js"></script>`,
    });
    const time = await controlTime(page.context());
    await page.goto(`${site.url}/strict`);
    const violations = () => page.evaluate('violations') as Promise<number>;
    await time.pass(30);
    const first = await violations();
    expect(first).toBeGreaterThan(0);
    // At most one of each signal.
    expect(first).toBeLessThanOrEqual(3);
    await expectNoStorm(page, time, receiver.url, consoleOutput, [0, 0]);
    await ask(page, 'flush');
    expect(await violations()).toBe(first);
    expect(receiver.arrivals).toEqual([]);
    const ours = consoleOutput.messages
      .map((message) => message.text())
      .filter((text) => text.includes('[otel-rum]'));
    expect(ours).toHaveLength(1);
    expect(ours[0]).toMatch(/policy|CSP|connect-src/i);
  });
});
