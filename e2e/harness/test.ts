import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import { startCollector } from '../../collector/server.mjs';
import { type Collector, recordBefore } from './collector.js';
import { loggedByBrowser } from './logged-by-browser.js';
import { type Site, startSite } from './site.js';

interface Fixtures {
  /** The real collector; the test sees what its own pages have sent. */
  collector: Collector;
  /** The test's web site. */
  site: Site;
  /** Uncaught errors and console messages of the pages. */
  consoleOutput: { errors: Error[]; messages: ConsoleMessage[] };
  /** Set if otel-rum should log warnings on the console. */
  isOursExpected: boolean;
}

interface WorkerFixtures {
  upstream: string;
}

const inBrowser = base.extend<Fixtures, WorkerFixtures>({
  upstream: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'otel-rum-e2e-'));
      const collector = await startCollector({ dataDir });
      await use(collector.url);
      await collector.close();
      await rm(dataDir, { recursive: true });
    },
    { scope: 'worker' },
  ],

  collector: async ({ upstream }, use) => {
    const collector = await recordBefore(upstream);
    await use(collector);
    await collector.close();
    expect(collector.faults, 'everything that was sent is OTLP/JSON, and was accepted').toEqual([]);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  site: async ({}, use) => {
    const site = await startSite();
    await use(site);
    await site.close();
  },

  isOursExpected: [false, { option: true }],

  consoleOutput: [
    async ({ context, isOursExpected }, use) => {
      const consoleOutput: Fixtures['consoleOutput'] = { errors: [], messages: [] };
      context.on('weberror', (event) => {
        const message = loggedByBrowser(event.error());
        if (message) consoleOutput.messages.push(message);
        else consoleOutput.errors.push(event.error());
      });
      context.on('console', (message) => consoleOutput.messages.push(message));
      await use(consoleOutput);
      const ours = consoleOutput.messages
        .map((message) => message.text())
        .filter((text) => text.includes('[otel-rum]'));
      if (!isOursExpected) expect(ours, 'otel-rum has nothing to complain about').toEqual([]);
    },
    { auto: true },
  ],
});

/** With a page of the engine that the project names, or of WebKitGTK, which Playwright does not drive. */
export const test: typeof inBrowser = process.env.OTEL_RUM_WEBKIT
  ? (inBrowser.extend((await import('./webkit/webkit-fixtures.js')).webKitFixtures) as typeof inBrowser)
  : inBrowser;

export { expect };

/** Sends the page's queued records, and resolves when the collector has answered. */
export async function flush(page: Page): Promise<void> {
  await page.evaluate(() =>
    (globalThis as unknown as { otelRum: { flush(): Promise<void> } }).otelRum.flush(),
  );
}
