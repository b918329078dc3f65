import type { BrowserContext, ConsoleMessage, Fixtures, Page, PlaywrightTestArgs } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.mjs';
import type { Site } from '../site.js';
import { createWebKitPage } from './webkit-page.js';
import { startWebKitSession, type WebKitSession } from './webkit-session.js';

interface Replaced extends PlaywrightTestArgs {
  site: Site;
  consoleOutput: { errors: Error[]; messages: ConsoleMessage[] };
}

/** Give tests a page of WebKitGTK, by WebDriver. Its site writes the scripts of `addInitScript` into its documents. */
export const webKitFixtures: Fixtures<object, { webkit: WebKitSession }, Replaced> = {
  webkit: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const path = findBrowser('webkit');
      if (!path) throw new Error('There is no WebKitGTK: `npm run test:browsers` installs one');
      const session = await startWebKitSession(path);
      await use(session);
      await session.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  context: async ({ webkit, site }, use) => {
    const pages: Page[] = [];
    const addInitScript = (source: string) => site.begin(`<script>${source}</script>`);
    const context = {
      pages: () => pages,
      async newPage() {
        const page = createWebKitPage(
          webkit,
          await webkit.open(),
          () => context as unknown as BrowserContext,
          addInitScript,
        );
        pages.push(page);
        return page;
      },
      addInitScript: async (script: string | (() => unknown)) =>
        addInitScript(typeof script === 'string' ? script : `(${script})()`),
    };
    await use(context as unknown as BrowserContext);
    for (const handle of await webkit.handles()) await webkit.close(handle);
  },

  page: async ({ context }, use) => use(await context.newPage()),

  // WebDriver shows no console: nothing is known of it here.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  consoleOutput: async ({}, use) => use({ errors: [], messages: [] }),
};
