import type { Page } from '@playwright/test';
import type { Tab } from './engine.js';

/** A tab driven by Playwright; `own` hides and crashes it, which depends on the browser. */
export function createTab(page: Page, own: (page: Page) => Pick<Tab, 'hide' | 'crash'>): Tab {
  return {
    ...own(page),
    async click(selector) {
      await page.click(selector).catch((error) => {
        // The page has closed itself.
        if (!page.isClosed()) throw error;
      });
    },
    async clickToOpen(selector) {
      const opened = page.waitForEvent('popup');
      await page.click(selector);
      return createTab(await opened, own);
    },
    close: () => page.close(),
  };
}
