// @ts-check
// Single measurements, each in a new context: the main thread's CPU time by the thread's own clock, not wall time.

/** @typedef {import('./agents.mjs').Agent} Agent */
/** @typedef {Awaited<ReturnType<typeof import('./server.mjs').startServer>>} Server */
/** @typedef {{ browser: import('@playwright/test').Browser, server: Server, agent: Agent }} Setup */

/** Time after the load event that belongs to the start, since agents defer work. */
const START_MILLIS = 3_000;
/** Time after the operations in which agents report them. */
const REPORT_MILLIS = 6_000;
/** The repeated operations, and their numbers. */
export const OPERATIONS = /** @type {const} */ ({
  fetch: 150,
  xhr: 150,
  click: 60,
  route: 60,
  error: 50,
  resource: 150,
});
/** @typedef {keyof typeof OPERATIONS} Operation */

/** @param {Setup} setup @param {(page: import('@playwright/test').Page, cdp: Cdp) => Promise<void>} work */
async function onPage({ browser, server, agent }, work) {
  server.use(agent);
  const context = await browser.newContext({ viewport: { width: 1_000, height: 700 } });
  try {
    const page = await context.newPage();
    page.on('pageerror', () => {});
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await work(page, {
      session,
      async cpuMillis() {
        const { metrics } = await session.send('Performance.getMetrics');
        return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
      },
      async heapKib() {
        await session.send('HeapProfiler.collectGarbage');
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize / 1_024;
      },
    });
  } finally {
    await context.close();
  }
}
/** @typedef {{ session: import('@playwright/test').CDPSession, cpuMillis(): Promise<number>, heapKib(): Promise<number> }} Cdp */

/** CPU time of a page load and of the three seconds after it, in ms, and the heap then, in KiB. @param {Setup} setup */
export async function measureStart(setup) {
  const result = { startMillis: 0, heapKib: 0 };
  await onPage(setup, async (page, cdp) => {
    await page.goto(`${setup.server.origin}/`, { waitUntil: 'load' });
    await page.waitForTimeout(START_MILLIS);
    result.startMillis = await cdp.cpuMillis();
    result.heapKib = await cdp.heapKib();
  });
  return result;
}

/**
 * Measures the CPU time of each operation, from the call to the last byte of its report, in µs: all on one page, one after
 * the other.
 *
 * @param {Setup} setup @param {readonly Operation[]} operations @returns {Promise<Partial<Record<Operation, number>>>}
 */
export async function measureOperations(setup, operations) {
  /** @type {Partial<Record<Operation, number>>} */
  const micros = {};
  await onPage(setup, async (page, cdp) => {
    await page.goto(`${setup.server.origin}/`, { waitUntil: 'load' });
    await page.waitForTimeout(REPORT_MILLIS);
    for (const operation of operations) {
      const count = OPERATIONS[operation];
      const before = await cdp.cpuMillis();
      if (operation === 'click') await click(page, cdp, count);
      else
        await page.evaluate(
          ([name, times]) => /** @type {any} */ (globalThis).repeat(name, times),
          /** @type {const} */ ([operation, count]),
        );
      await page.waitForTimeout(REPORT_MILLIS);
      micros[operation] = ((await cdp.cpuMillis()) - before) * (1_000 / count);
    }
  });
  return micros;
}

/** Clicks as a person's hand makes them: trusted events. @param {import('@playwright/test').Page} page @param {Cdp} cdp @param {number} count */
async function click(page, { session }, count) {
  const box = await page.locator('#buy').boundingBox();
  if (!box) throw new Error('the page has no button');
  const at = { x: box.x + 5, y: box.y + 5, button: /** @type {const} */ ('left'), clickCount: 1 };
  for (let i = 0; i < count; i++) {
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at });
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at });
    await page.waitForTimeout(40);
  }
}

/** What a short visit sends: a page load, 4 requests, 3 clicks, a route change, an error, and the page's end. @param {Setup} setup */
export async function measureVisit(setup) {
  /** @type {import('./server.mjs').Received} */
  let received = { requests: 0, wireBytes: 0, bytes: 0 };
  await onPage(setup, async (page, cdp) => {
    await page.goto(`${setup.server.origin}/`, { waitUntil: 'load' });
    await page.waitForTimeout(1_500);
    await click(page, cdp, 3);
    await page.evaluate(() => /** @type {any} */ (globalThis).visit());
    await page.waitForTimeout(6_000);
    await page.goto(`${setup.server.origin}/empty`);
    await page.waitForTimeout(1_500);
    received = setup.server.take();
  });
  return received;
}
