import { type BrowserName, findBrowser } from '../../../scripts/browser.mjs';
import { chromium } from './chromium.js';
import type { Browser, Engine } from './engine.js';
import { firefox } from './firefox.js';
import { webkit } from './webkit.js';

export const engines: Record<BrowserName, Engine> = { chromium, firefox, webkit };

/** The browsers of an engine, one with the back/forward cache and one without, each started at its first use. */
export interface Browsers {
  get(hasBackForwardCache: boolean): Promise<Browser>;
  close(): Promise<void>;
}

export function createBrowsers(name: BrowserName): Browsers {
  const started = new Map<boolean, Promise<Browser>>();
  return {
    get(hasBackForwardCache) {
      const path = findBrowser(name);
      if (!path) throw new Error(`${engines[name].title} is missing: \`npm run test:browsers\` installs it`);
      const browser = started.get(hasBackForwardCache) ?? engines[name].start(path, { hasBackForwardCache });
      started.set(hasBackForwardCache, browser);
      return browser;
    },
    async close() {
      for (const browser of started.values()) await (await browser).close();
    },
  };
}
