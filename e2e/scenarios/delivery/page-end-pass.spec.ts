import type { Page } from '@playwright/test';
import { ask, serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, expectEachIdOnce, sumOf, workNumbers } from '../../harness/delivery-truth.js';
import { supports } from '../../harness/engine-support.js';
import type { FaultyReceiver } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

const OWN = /^otel\.sdk\.|^otel_rum\.(exporter|main_thread)\./;

/** Opens a page that has had a layout shift, an interaction and a request, whose telemetry has arrived. */
async function openBusyPage(page: Page, site: Site, receiver: FaultyReceiver): Promise<void> {
  const path = await serveShop(site, '/shop', { endpoint: receiver.url, flushIntervalMillis: 600_000 });
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  site.serve(
    '/busy',
    `<!doctype html><title>Shop</title><div id="banner"></div><h1>Shop</h1><button id="buy">Buy</button>
    <script type="module" src="${path}.js"></script><script type="module">
      document.getElementById('buy').onclick = () => {
        fetch('/api/ok').then((response) => response.text());
        document.title = 'Bought';
      };
      globalThis.shift = () => new Promise((resolve) => {
        if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
          new PerformanceObserver(() => resolve()).observe({ type: 'layout-shift' });
        else resolve();
        document.getElementById('banner').style.height = '200px';
      });
    </script>`,
  );
  await page.goto(`${site.url}/busy`);
  await receiver.waitForSpan('documentLoad');
  await ask(page, 'flush');
}

/** Causes a layout shift, then a click, so that CLS, INP and the click are pending. */
async function actAndShift(page: Page): Promise<void> {
  await page.evaluate('shift()');
  // The browser measures the interaction when the next frame is shown.
  const isTimed = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        new PerformanceObserver(() => resolve()).observe({ type: 'first-input' });
      }),
  );
  await page.click('#buy');
  await isTimed;
}

const ENDS: Record<string, (page: Page, site: Site) => Promise<unknown>> = {
  'a link to another page': (page, site) => page.goto(`${site.url}/elsewhere`),
  'its tab closed': (page) => page.close({ runBeforeUnload: false }),
  'a reload': (page) => page.reload(),
  'hidden, left and frozen, one after the other': (page) =>
    page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      dispatchEvent(new Event('pagehide'));
      document.dispatchEvent(new Event('freeze'));
    }),
  'left, hidden and frozen, one after the other': (page) =>
    page.evaluate(() => {
      dispatchEvent(new Event('pagehide'));
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      document.dispatchEvent(new Event('freeze'));
    }),
};

for (const [how, end] of Object.entries(ENDS))
  test(`${how}: click, CLS and INP are sent in one request of each signal`, async ({
    page,
    site,
    receiver,
  }) => {
    await openBusyPage(page, site, receiver);
    const before = receiver.attempts.length;
    await actAndShift(page);
    await end(page, site);
    await receiver.waitForPoint('otel_rum.web_vital.inp');
    if (supports('layoutShifts')) await receiver.waitForPoint('otel_rum.web_vital.cls');
    await receiver.waitForEvent('browser.user_action.click');
    await receiver.waitForSpan('GET /api/ok');
    // A second page of the site, later: by then no request of the first is in flight.
    const next = await page.context().newPage();
    await next.goto(`${site.url}/elsewhere`);
    const isOfFirst = ({ records }: (typeof receiver.attempts)[number]) =>
      records.spans.every(({ name }) => !name.startsWith('document'));
    const sent = receiver.attempts.slice(before).filter(isOfFirst);
    const signals = sent.map(({ signal }) => signal);
    // A reloaded page starts again, and sends its own.
    if (how !== 'a reload') expect(signals.sort()).toEqual(['logs', 'metrics', 'traces']);
    for (const { records } of receiver.attempts.filter(({ signal }) => signal === 'metrics').slice(1))
      expect(records.metrics.some(({ name }) => !OWN.test(name))).toBe(true);
  });

test('page end with only our own counters makes no request', async ({ page, site, receiver }) => {
  await openBusyPage(page, site, receiver);
  await page.evaluate('shift()');
  const hide = (state: string) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, state);
  await hide('hidden');
  await receiver.waitForPoint(`otel_rum.web_vital.${supports('layoutShifts') ? 'cls' : 'ttfb'}`);
  const before = receiver.arrivals.length;
  for (const state of ['visible', 'hidden', 'visible', 'hidden']) await hide(state);
  expect(receiver.arrivals.length).toBe(before);
});

test.describe('beside the app’s own beacons', () => {
  /** Lets the app send beacons of these sizes in `pagehide`; returns the results of `sendBeacon`. */
  async function leaveWithBeacons(page: Page, site: Site, sizes: number[]): Promise<void> {
    site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
    site.serve('/beacon', '{}');
    await page.evaluate((list) => {
      addEventListener('pagehide', () => {
        const taken = list.map((bytes) => navigator.sendBeacon('/beacon', 'x'.repeat(bytes)));
        localStorage.setItem('taken', JSON.stringify(taken));
      });
    }, sizes);
    await page.goto(`${site.url}/elsewhere`);
    expect(await page.evaluate(() => JSON.parse(localStorage.getItem('taken') as string))).toEqual(
      sizes.map(() => true),
    );
    for (let count = 0; count < sizes.length; count++) await site.waitForRequest('/beacon');
  }
  const open = async (page: Page, site: Site, receiver: FaultyReceiver) => {
    const path = await serveShop(site, '/shop', { endpoint: receiver.url, flushIntervalMillis: 600_000 });
    await page.goto(`${site.url}${path}`);
    await receiver.waitForSpan('documentLoad');
  };
  const collectAll = async (page: Page, site: Site, receiver: FaultyReceiver, count: number) => {
    await page.goto(`${site.url}/shop`);
    await receiver.waitFor((records) => workNumbers(records).length >= count, 'all spans');
    expect(workNumbers(receiver)).toEqual(allNumbers(count));
  };

  for (const sizes of [[30_000], [10_000, 10_000, 10_000]])
    test(`${sizes.join(' + ')} bytes in pagehide are accepted, although 55 KB of telemetry are queued`, async ({
      page,
      site,
      receiver,
    }) => {
      await open(page, site, receiver);
      await ask(page, 'work', 0, 40, 700);
      await leaveWithBeacons(page, site, sizes);
      await collectAll(page, site, receiver, 40);
      expectEachIdOnce(receiver);
    });

  test('beacons have room while a slow collector delays an export', async ({ page, site, receiver }) => {
    await open(page, site, receiver);
    let answer = () => {};
    receiver.react({
      until: new Promise<void>((resolve) => {
        answer = resolve;
      }),
    });
    await ask(page, 'work', 0, 40, 700);
    await page.evaluate(
      () => void (globalThis as unknown as { shop: { flush(): Promise<void> } }).shop.flush(),
    );
    // With its whole body: a request whose headers alone have arrived is aborted when the page is left.
    await receiver.waitFor((records) => workNumbers(records).length >= 40, 'the export that has no answer');
    await ask(page, 'work', 40, 20, 700);
    // Our own counters leave with other metrics only.
    await ask(page, 'order', 1);
    await leaveWithBeacons(page, site, [30_000]);
    receiver.react({});
    answer();
    await page.goto(`${site.url}/shop`);
    await receiver.waitFor((records) => new Set(workNumbers(records)).size >= 60, 'all spans');
    // The request in flight when the page was left had arrived: its records arrive twice, and are counted.
    await receiver.waitForPoint('otel_rum.exporter.span.resent');
    expect(workNumbers(receiver).length - 60).toBe(40);
    expect(sumOf(receiver, 'otel_rum.exporter.span.resent')).toBe(40);
  });
});
