import { expect, test } from '../../harness/delivery-test.js';
import { allNumbers } from '../../harness/delivery-truth.js';
import { runSoak } from './soak.js';
import { runSpanLoad } from './span-load.js';

const megabytes = (bytes: number) => (bytes / 1_048_576).toFixed(2);

test('2,000 spans a second for a minute', async ({ page, site }) => {
  test.setTimeout(300_000);
  const load = await runSpanLoad(page, site, 60);
  const { made, arrived, dropped, stored, longScripts, heapBefore, heapAfter } = load;
  const ours = longScripts.filter(({ path }) => path === '/otel-rum.iife.js').map(({ millis }) => millis);
  console.log(
    [
      `${made} spans, ${load.rate.toFixed(0)} a second: ${arrived} arrived, ${dropped} dropped and counted, ${stored} stored`,
      `${load.longFrames} long frames; the longest part of our script in one: ${Math.max(0, ...ours)} ms`,
      `longest call, in processor time: ${JSON.stringify(load.longestCallMillis)} ms`,
      `heap ${megabytes(heapBefore)} → ${megabytes(heapAfter)} MB`,
    ].join('\n'),
  );
  expect(load.longestCallMillis.ours).toBeLessThan(50);
  // In wall-clock time, which includes other work of the machine.
  expect(ours.filter((millis) => millis > 50)).toEqual([]);
  expect(dropped).toBeGreaterThan(0);
  expect(arrived + dropped + stored).toBe(made);
  expect(heapAfter - heapBefore).toBeLessThan(1_000_000);
});

test('a day of 10,000 actions, hidden twenty times, with five outages', async ({ page, site, receiver }) => {
  test.setTimeout(1_200_000);
  const day = { actions: 10_000, hides: 20, outages: 5 };
  const { heldBefore, heldAfter, arrived, ...soak } = await runSoak(page, site, receiver, day, 1_000);
  console.log(
    [
      `${arrived.length} actions arrived, ${arrived.length - new Set(arrived).size} twice`,
      `what scripts hold ${megabytes(heldBefore)} → ${megabytes(heldAfter)} MB, ${(100 * (heldAfter / heldBefore - 1)).toFixed(1)} %`,
      `heap with compiled code ${megabytes(soak.heapBefore)} → ${megabytes(soak.heapAfter)} MB`,
    ].join('\n'),
  );
  expect(arrived).toEqual(allNumbers(11_000));
  expect(soak.listenersAfter).toBe(soak.listenersBefore);
  expect(heldAfter / heldBefore).toBeLessThan(1.05);
});
