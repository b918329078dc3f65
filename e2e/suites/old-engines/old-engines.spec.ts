import type { Collector } from '../../harness/collector.js';
import type { Records } from '../../harness/otlp.js';
import { expect, test } from '../../harness/test.js';
import { startOldChromium } from './old-chromium.js';
import { expectedOf, leaving, living, namesOf } from './records.js';
import { releases } from './releases.js';
import { serveShop } from './shop.js';

for (const [major, release] of Object.entries(releases)) {
  test(`Chromium ${major} sends all that it can, and its console is the page's own`, async ({
    site,
    collector,
  }) => {
    const shop = serveShop(site, collector.url);
    const browser = await startOldChromium(Number(major));
    try {
      const tab = await browser.open(shop);
      await site.waitForRequest('/ready');
      await tab.click('#fetch');
      await tab.evaluate(`document.getElementById('xhr').click()`);
      await collector.waitForSpan('GET /api/xhr');
      await tab.click('#route');
      await tab.click('#throw');
      await tab.click('#block');
      await untilThere(collector, Object.keys(living));
      await tab.click('#leave');
      await site.waitForRequest('/left');

      const expected = expectedOf(release);
      await untilThere(collector, expected);
      const { complaint } = release;
      // By chance a request of its last moments is fast enough.
      const arrived = namesOf(collector).filter((name) => !complaint || !(name in leaving));
      expect(arrived).toEqual(expected);
      const complaints = tab.console.filter((line) => line === complaint);
      expect(complaints.length > 0).toBe(complaint !== undefined);
      expect(tab.console.filter((line) => line !== complaint).map(firstLine)).toEqual([
        'uncaught: TypeError: nobody catches this',
        'uncaught: RangeError: nobody handles this',
      ]);
      expect(browser.version).toMatch(new RegExp(`^${major}\\.`));
    } finally {
      await browser.close();
    }
  });
}

/** Waits until all has arrived, or for as long as it may take: the test says what is missing. */
async function untilThere(collector: Collector, names: readonly string[]): Promise<void> {
  const missing = (records: Records) => names.filter((name) => !namesOf(records).includes(name));
  await collector.waitFor((records) => !missing(records).length, 'all').catch(() => {});
  expect(missing(collector)).toEqual([]);
}

const firstLine = (text: string) => text.split('\n')[0];
