import type { BrowserName } from '../../../scripts/browser.mjs';
import { test as base, expect } from '../../harness/test.js';
import { type Cell, runCell } from './cell.js';
import { ends } from './ends.js';
import { type Browsers, createBrowsers, engines } from './engines.js';
import { limits } from './limits.js';
import { type CellOutcome, OUTCOME } from './outcome.js';

const test = base.extend<object, { engine: BrowserName; browsers: Browsers }>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  browsers: [
    async ({ engine }, use) => {
      const browsers = createBrowsers(engine);
      await use(browsers);
      await browsers.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  // Replaces the harness's fixture, whose context would start Playwright's own browser.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  consoleOutput: async ({}, use) => use({ errors: [], messages: [] }),
});

/** Declares the test of one end, from one state. */
export function testCell(cell: Cell): void {
  test(`${ends[cell.end].title}, with ${cell.state}, loses no record and sends none twice`, async ({
    browsers,
    engine,
    site,
    collector,
  }, testInfo) => {
    const browser = await browsers.get(cell.end === 'back/forward cache');
    const limitOf = (what: string) => limits.findIndex(({ applies }) => applies({ ...cell, engine, what }));
    const outcome = await runCell({ browser, site, collector }, cell, (what) => limitOf(what) >= 0);
    const { arrivals } = outcome;
    const result: CellOutcome = {
      ...cell,
      engine: `${engines[engine].title} ${browser.version}`,
      isRestored: outcome.isRestored,
      arrivals: arrivals.map((arrival) => ({ ...arrival, limit: limitOf(arrival.what) })),
    };
    await testInfo.attach(OUTCOME, { contentType: 'application/json', body: JSON.stringify(result) });
    const isFaulty = arrivals.filter(
      ({ what, expected, arrived, repeated }) =>
        repeated > 0 || arrived > expected || (arrived < expected && limitOf(what) < 0),
    );
    expect(isFaulty).toEqual([]);
  });
}
