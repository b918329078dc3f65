import { type BrowserName, findBrowser } from '../../../scripts/browser.mjs';
import { chromium } from './chromium.js';
import type { Browser, Engine } from './engine.js';
import { firefox } from './firefox.js';
import { webkit } from './webkit.js';

export const engines: Record<BrowserName, Engine> = { chromium, firefox, webkit };

/** The browsers of an engine: one with the back/forward cache, one without, each started when it is first wanted. */
export interface Browsers {
  get(hasBackForwardCache: boolean): Promise<Browser>;
  close(): Promise<void>;
}

export function createBrowsers(name: BrowserName): Browsers {
  const started = new Map<boolean, Promise<Browser>>();
  return {
    get(hasBackForwardCache) {
      const path = findBrowser(name);
      if (!path)
        throw new Error(`There is no ${engines[name].title}: \`npm run test:browsers\` installs one`);
      const browser = started.get(hasBackForwardCache) ?? engines[name].start(path, { hasBackForwardCache });
      started.set(hasBackForwardCache, browser);
      return browser;
    },
    async close() {
      for (const browser of started.values()) await (await browser).close();
    },
  };
}
