import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, firefox as playwright } from '@playwright/test';
import type { Browser, Engine } from './engine.js';
import { createTab } from './playwright-tab.js';
import { descendants, kill } from './processes.js';

/** Names of the processes in which pages run. */
const PAGES = /^(Isolated Web|Web Content)/;

/** An unmodified Firefox, driven by WebDriver BiDi. */
export const firefox: Engine = {
  title: 'Firefox',
  async start(executablePath, { hasBackForwardCache }) {
    const profile = await mkdtemp(join(tmpdir(), 'otel-rum-firefox-'));
    const launch = async () => {
      const before = new Set(descendants(process.pid).map(({ pid }) => pid));
      const context = await playwright.launchPersistentContext(profile, {
        channel: 'moz-firefox',
        executablePath,
        firefoxUserPrefs: {
          'browser.sessionhistory.max_total_viewers': hasBackForwardCache ? -1 : 0,
          // Otherwise it would ask after a crash what to open.
          'browser.sessionstore.resume_from_crash': false,
        },
      });
      const root = descendants(process.pid).find(
        ({ pid, parent }) => !before.has(pid) && parent === process.pid,
      );
      if (!root) throw new Error(`${executablePath} has no process`);
      return { context, pid: root.pid };
    };
    let running = await launch();
    /** Under Playwright, Firefox ends when a page crashes. */
    const restart = async (crash: () => void) => {
      const closed = running.context.waitForEvent('close');
      crash();
      await closed;
      running = await launch();
    };
    const browser: Browser = {
      version: running.context.browser()?.version() ?? '',
      async open(url) {
        const { context, pid } = running;
        const page = await context.newPage();
        await page.goto(url);
        return createTab(page, (page) => ({
          // Playwright's pages are windows; a page that a page opens is a tab.
          hide: async () => void (await open(context, () => page.click('#new-tab'))),
          crash: () =>
            restart(() => {
              for (const process of descendants(pid)) if (PAGES.test(process.name)) kill(process.pid);
            }),
        }));
      },
      kill: () => restart(() => kill(running.pid)),
      async close() {
        await running.context.close();
        await rm(profile, { recursive: true, maxRetries: 10, retryDelay: 100 });
      },
    };
    return browser;
  },
};

async function open(context: BrowserContext, act: () => Promise<void>) {
  const opened = context.waitForEvent('page');
  await act();
  return opened;
}
