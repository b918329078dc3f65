import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers } from '../../harness/delivery-truth.js';
import { runSoak } from '../../suites/load/soak.js';
import { runSpanLoad } from '../../suites/load/span-load.js';

// The long versions are `npm run test:load`.

test('a page that creates 2,000 spans a second stays responsive, uses no more memory, and each span has arrived or is counted', async ({
  page,
  site,
}, testInfo) => {
  // A small outbox overflows immediately.
  const load = await runSpanLoad(page, site, 4, { 'max-queued-records': '64' });
  testInfo.annotations.push({ type: 'load', description: JSON.stringify(load) });
  // Processor time, since other tests run at the same time.
  expect(load.longestCallMillis.ours).toBeLessThan(50);
  expect(load.dropped).toBeGreaterThan(0);
  expect(load.arrived + load.dropped + load.stored).toBe(load.made);
  expect(load.heapAfter - load.heapBefore).toBeLessThan(1_000_000);
});

test('a tab that is used, hidden and has outages holds no more memory afterwards', async ({
  page,
  site,
  receiver,
}, testInfo) => {
  testInfo.setTimeout(90_000);
  const soak = await runSoak(page, site, receiver, { actions: 200, hides: 2, outages: 1 }, 200);
  testInfo.annotations.push({ type: 'soak', description: JSON.stringify({ ...soak, arrived: undefined }) });
  expect(soak.arrived).toEqual(allNumbers(400));
  expect(soak.listenersAfter).toBe(soak.listenersBefore);
  expect(soak.heldAfter / soak.heldBefore).toBeLessThan(1.05);
});
