import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser as PlaywrightBrowser, chromium as playwright } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../../scripts/browser.mjs';
import type { Browser, Engine } from './engine.js';
import { createTab } from './playwright-tab.js';

const ARGS = ['--headless=new', '--remote-debugging-port=0', ...CHROMIUM_ARGS];

/** Started without Playwright, which then connects: a browser that Playwright starts is always visible, and ends with it. */
export const chromium: Engine = {
  title: 'Chromium',
  async start(path, { hasBackForwardCache }) {
    const profile = await mkdtemp(join(tmpdir(), 'otel-rum-chromium-'));
    const args = [
      ...ARGS,
      `--user-data-dir=${profile}`,
      ...(hasBackForwardCache ? [] : ['--disable-features=BackForwardCache']),
      'about:blank',
    ];
    let running = await launch(path, args);
    const stop = async () => {
      const exited = once(running.child, 'exit');
      running.child.kill('SIGKILL');
      await exited;
    };
    const browser: Browser = {
      version: running.browser.version(),
      async open(url) {
        const [context] = running.browser.contexts();
        if (!context) throw new Error('Chromium has no window');
        const page = await context.newPage();
        await page.goto(url);
        return createTab(page, (page) => ({
          async hide() {
            await context.newPage();
          },
          async crash() {
            const session = await context.newCDPSession(page);
            const crashed = page.waitForEvent('crash');
            // It gets no answer.
            session.send('Page.crash').catch(() => {});
            await crashed;
          },
        }));
      },
      async kill() {
        await stop();
        running = await launch(path, args);
      },
      async close() {
        await stop();
        await rm(profile, { recursive: true, maxRetries: 10, retryDelay: 100 });
      },
    };
    return browser;
  },
};

async function launch(
  path: string,
  args: string[],
): Promise<{ child: ChildProcess; browser: PlaywrightBrowser }> {
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface(child.stderr)) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (!address) continue;
    // Its later output is not read.
    child.stderr.resume();
    return { child, browser: await playwright.connectOverCDP(address, { noDefaults: true, isLocal: true }) };
  }
  throw new Error(`${path} does not start`);
}
