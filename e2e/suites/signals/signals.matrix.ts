import type { Collector } from '../../harness/collector.js';
import { test as base, expect } from '../../harness/test.js';
import { isSupported, startEngine, type VisitedTab, wantedEngines } from './engines.js';
import { type EngineOutcome, OUTCOME } from './outcome.js';
import { OWN_LINES, serveShop } from './shop.js';
import { arrivedOf, leaving, living, type SignalName, signalNames } from './signals.js';
import { support } from './support.js';

/** Matches what Chromium 80 logs for each request that should outlive its page. */
const NO_KEEPALIVE =
  'error: Preflight request for request with keepalive specified is currently not supported';

const test = base.extend({
  // Replaces the harness's fixture, whose context would start Playwright's own browser.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  consoleOutput: async ({}, use) => use({ errors: [], messages: [] }),
});

for (const name of wantedEngines()) {
  test(`${name} sends every signal that it supports, and logs nothing on the console`, async ({
    site,
    collector,
  }, testInfo) => {
    const expected = signalNames.filter((signal) => isSupported(name, support[signal]));
    const shop = serveShop(site, collector.url);
    const browser = await startEngine(name);
    try {
      const tab = await browser.open(shop);
      await site.waitForRequest('/ready');
      for (const id of ['fetch', 'xhr', 'fail']) await tab.click(`#${id}`);
      await collector.waitForSpan('GET /api/failing');
      for (const id of ['violate', 'route', 'throw', 'block']) await tab.click(`#${id}`);
      await untilArrived(
        collector,
        expected.filter((signal) => signal in living),
      );
      await tab.click('#leave');
      await site.waitForRequest('/left');

      await untilArrived(collector, expected);
      const outcome: EngineOutcome = { engine: name, title: browser.title, arrived: arrivedOf(collector) };
      await testInfo.attach(OUTCOME, { contentType: 'application/json', body: JSON.stringify(outcome) });
      // In Chromium 80 a request at page end is sometimes fast enough.
      const isCertain = (signal: SignalName) => name !== 'chromium-80' || !(signal in leaving);
      expect(outcome.arrived.filter(isCertain)).toEqual(expected);
      expect(linesOf(tab)).toEqual(name === 'chromium-80' ? [NO_KEEPALIVE] : []);
    } finally {
      await browser.close();
    }
  });
}

/** Waits until all signals have arrived, or until the maximum time. */
async function untilArrived(collector: Collector, names: readonly SignalName[]): Promise<void> {
  const missing = () => names.filter((name) => !arrivedOf(collector).includes(name));
  await collector.waitFor(() => !missing().length, 'all').catch(() => {});
  expect(missing(), 'did not arrive').toEqual([]);
}

/** Returns the kinds of console messages that are not the page's own. */
function linesOf({ console = [] }: VisitedTab): string[] {
  const lines = console.map((line) => line.split('\n')[0] ?? '');
  return [...new Set(lines.filter((line) => !OWN_LINES.some((own) => line.match(own))))];
}
