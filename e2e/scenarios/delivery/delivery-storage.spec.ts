import type { BrowserContext, Page } from '@playwright/test';
import { controlTime, hasBegun } from '../../harness/delivery-clock.js';
import { expectMemoryToDo } from '../../harness/delivery-memory.js';
import { ask, openBystander, serveShop } from '../../harness/delivery-page.js';
import { storedBatches } from '../../harness/delivery-store.js';
import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers, noteNumbers, sumOf, workNumbers } from '../../harness/delivery-truth.js';
import type { FaultyReceiver } from '../../harness/faulty-receiver.js';
import type { Site } from '../../harness/site.js';

interface Visit {
  context: BrowserContext;
  site: Site;
  receiver: FaultyReceiver;
}

/** Makes a visit whose telemetry (20 spans and 5 events) cannot be sent and is stored. */
async function visitInVain(visit: Visit, options: Record<string, unknown> = {}): Promise<Page> {
  const { context, site, receiver } = visit;
  const page = await context.newPage();
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url, ...options })));
  await receiver.waitForSpan('documentLoad');
  receiver.react({ status: 503 });
  await ask(page, 'work', 0, 20);
  await ask(page, 'note', 0, 5);
  await ask(page, 'flush');
  await page.close({ runBeforeUnload: false });
  receiver.react({});
  return openBystander(visit);
}

/** Loads the shop again, and resolves when that load and the stored records have arrived. */
async function visitAgain({ context, site, receiver }: Visit, path = '/shop'): Promise<Page> {
  const loads = () => receiver.spans.filter(({ name }) => name === 'documentLoad').length;
  const before = loads();
  const page = await context.newPage();
  await page.goto(`${site.url}${path}`);
  await receiver.waitFor(() => loads() > before, 'load of the next page');
  return page;
}

/** Changes of IndexedDB before any script of the page runs. */
const BROKEN: Record<string, () => void> = {
  missing: () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
  forbidden: () =>
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    }),
  'throwing when it is opened': () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('An internal error was encountered.', 'UnknownError');
    };
  },
  // https://bugzilla.mozilla.org/show_bug.cgi?id=781982
  'refused later, as in private windows of Firefox before 115': () => {
    IDBFactory.prototype.open = () => {
      const request = Object.assign(new EventTarget(), {
        error: new DOMException('The database did not allow mutations.', 'InvalidStateError'),
        onerror: undefined as ((event: Event) => void) | undefined,
      });
      setTimeout(() => request.onerror?.(new Event('error', { cancelable: true })));
      return request as unknown as IDBOpenDBRequest;
    };
  },
  'throwing when it is written to': () => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    };
  },
};

for (const [what, breakIt] of Object.entries(BROKEN))
  test(`IndexedDB ${what}: memory suffices, and the page is unaffected`, async ({
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    await page.addInitScript(breakIt);
    await expectMemoryToDo(page, { site, receiver }, consoleOutput);
  });

test('IndexedDB of a later version in another tab: memory suffices, and the page is unaffected', async ({
  context,
  page,
  site,
  receiver,
  consoleOutput,
}) => {
  const bystander = await openBystander({ context, site });
  await bystander.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.open('otel-rum', 99).onsuccess = () => resolve();
      }),
  );
  await expectMemoryToDo(page, { site, receiver }, consoleOutput);
});

test('IndexedDB that another tab is upgrading without end: memory suffices, and the page is unaffected', async ({
  context,
  page,
  site,
  receiver,
  consoleOutput,
}) => {
  const bystander = await openBystander({ context, site });
  await bystander.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('otel-rum', 1);
        opening.onupgradeneeded = () => {
          const store = opening.result.createObjectStore('batches', { autoIncrement: true });
          const goOn = () => {
            store.get(0).onsuccess = goOn;
          };
          goOn();
          resolve();
        };
      }),
  );
  await expectMemoryToDo(page, { site, receiver }, consoleOutput);
});

test('the store does not block others: another tab deletes it at once', async ({
  context,
  site,
  receiver,
}) => {
  const page = await context.newPage();
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await receiver.waitForSpan('documentLoad');
  receiver.react({ status: 503 });
  await ask(page, 'work', 0, 5);
  await ask(page, 'flush');
  const bystander = await openBystander({ context, site });
  const outcome = await bystander.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const deleting = indexedDB.deleteDatabase('otel-rum');
        deleting.onsuccess = () => resolve('deleted');
        deleting.onblocked = () => resolve('blocked');
      }),
  );
  expect(outcome).toBe('deleted');
  await page.close({ runBeforeUnload: false });
});

test('stored records are deleted once they have arrived, and are sent to their own collector only', async ({
  context,
  site,
  receiver,
  ownReceiver,
}) => {
  const visit = { context, site, receiver };
  const bystander = await visitInVain(visit);
  expect((await storedBatches(bystander)).length).toBeGreaterThan(0);

  await visitAgain(
    { ...visit, receiver: ownReceiver },
    await serveShop(site, '/other', { endpoint: ownReceiver.url }),
  );
  await visitAgain(visit);
  await receiver.waitFor(
    (records) => workNumbers(records).length >= 20 && noteNumbers(records).length >= 5,
    'what was stored',
  );
  await expect.poll(() => storedBatches(bystander)).toEqual([]);
  expect(workNumbers(receiver)).toEqual(allNumbers(20));
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
  expect(workNumbers(ownReceiver)).toEqual([]);
});

test('stored records older than a day are dropped and counted', async ({ context, site, receiver }) => {
  const bystander = await visitInVain({ context, site, receiver });
  expect((await storedBatches(bystander)).length).toBeGreaterThan(0);

  await context.clock.install({ time: Date.now() + 25 * 3_600_000 });
  await (await context.newPage()).goto(`${site.url}/shop`);
  await expect.poll(() => storedBatches(bystander)).toEqual([]);
  await receiver.waitFor(
    (records) => sumOf(records, 'otel.sdk.exporter.span.exported', { 'error.type': 'expired' }) >= 20,
    'count of the expired spans',
  );
  expect(workNumbers(receiver)).toEqual([]);
  expect(noteNumbers(receiver)).toEqual([]);
});

test('stored records younger than a day are not dropped', async ({ context, site, receiver }) => {
  await visitInVain({ context, site, receiver });
  await context.clock.install({ time: Date.now() + 23 * 3_600_000 });
  await (await context.newPage()).goto(`${site.url}/shop`);
  await receiver.waitFor((records) => workNumbers(records).length >= 20, 'what was stored');
  expect(workNumbers(receiver)).toEqual(allNumbers(20));
});

test('at most 4 MB are stored, and records without room are counted', async ({
  context,
  page,
  site,
  receiver,
}) => {
  test.slow();
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));
  receiver.react({ status: 503 });
  // 16 MB.
  const SPANS = 2_000;
  for (let from = 0; from < SPANS; from += 100) {
    await ask(page, 'work', from, 100, 8_000);
    await time.pass(1);
  }
  await time.pass(30);
  const bystander = await openBystander({ context, site });
  const stored = (await storedBatches(bystander)).reduce((sum, { bytes }) => sum + bytes, 0);
  expect(stored).toBeGreaterThan(2_000_000);
  expect(stored).toBeLessThanOrEqual(4 * 1024 * 1024);

  receiver.react({});
  const dropped = () => sumOf(receiver, 'otel.sdk.processor.span.processed', { 'error.type': 'queue_full' });
  await time.passRoughly(1_800, () => workNumbers(receiver).length + dropped() >= SPANS);
  expect(workNumbers(receiver).length + dropped()).toBe(SPANS);
  expect(new Set(workNumbers(receiver)).size).toBe(workNumbers(receiver).length);
  await expect.poll(() => storedBatches(bystander)).toEqual([]);
});

test('with `persist: false` nothing is stored, and page end still delivers', async ({
  context,
  site,
  receiver,
}) => {
  const visit = { context, site, receiver };
  const bystander = await visitInVain(visit, { persist: false });
  expect(await bystander.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

  const page = await visitAgain(visit);
  await ask(page, 'work', 100, 5);
  await page.close({ runBeforeUnload: false });
  await receiver.waitFor((records) => workNumbers(records).includes(104), 'spans of the page’s end');
});

test('after `shutdown` the page sends nothing; the next load sends what it could not send', async ({
  context,
  page,
  site,
  receiver,
}) => {
  const time = await controlTime(page.context());
  await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
  await time.pass(30, () => hasBegun(receiver));
  receiver.react({ status: 503 });
  await ask(page, 'work', 0, 20);
  await ask(page, 'note', 0, 5);
  await ask(page, 'shutdown');
  receiver.react({});
  const arrived = receiver.arrivals.length;

  await ask(page, 'work', 20, 5);
  await ask(page, 'note', 5, 5);
  await page.evaluate(() => {
    dispatchEvent(new Event('online'));
    dispatchEvent(new Event('pagehide'));
  });
  await time.passRoughly(1_800);
  expect(receiver.arrivals.length).toBe(arrived);
  await page.close({ runBeforeUnload: false });

  await (await context.newPage()).goto(`${site.url}/shop`);
  await receiver.waitFor(
    (records) => workNumbers(records).length >= 20 && noteNumbers(records).length >= 5,
    'what was stored',
  );
  expect(workNumbers(receiver)).toEqual(allNumbers(20));
  expect(noteNumbers(receiver)).toEqual(allNumbers(5));
});
