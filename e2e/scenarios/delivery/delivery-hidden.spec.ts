import { controlTime, hasBegun } from '../../harness/delivery-clock.js';
import { serveShop } from '../../harness/delivery-page.js';
import { expect, test } from '../../harness/delivery-test.js';

const SECONDS = 60;

for (const hasFetchLater of [true, false]) {
  test(`a hidden tab that polls once a second sends no more requests than a visible one, ${
    hasFetchLater ? 'with' : 'without'
  } fetchLater`, async ({ page, site, receiver }) => {
    test.slow();
    const time = await controlTime(page.context());
    if (!hasFetchLater) await page.addInitScript('delete globalThis.fetchLater');
    await page.goto(site.url + (await serveShop(site, '/shop', { endpoint: receiver.url })));
    await time.pass(30, () => hasBegun(receiver));

    const poll = async () => {
      const before = receiver.arrivals.length;
      for (let second = 0; second < SECONDS; second++) {
        await page.evaluate(async () => (await fetch('/api/ok')).text());
        await time.pass(1);
      }
      return receiver.arrivals.length - before;
    };
    const whenVisible = await poll();
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });
    await time.pass(1);
    const whenHidden = await poll();
    expect(whenVisible).toBeGreaterThan(0);
    expect(whenHidden).toBeLessThanOrEqual(whenVisible);
    // And everything arrives, at the latest when the tab is shown again.
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    });
    const arrived = () => receiver.spans.filter(({ name }) => name === 'GET /api/ok').length;
    await time.pass(120, () => arrived() >= 2 * SECONDS);
    expect(arrived()).toBe(2 * SECONDS);
  });
}
