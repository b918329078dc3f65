import type { BrowserContext, Page } from '@playwright/test';
import { By, Key, type WebElement } from 'selenium-webdriver';
import { createEvaluate } from './webkit-evaluate.js';
import type { WebKitSession } from './webkit-session.js';

const TIMEOUT_MILLIS = 15_000;
const KEYS: Record<string, string> = { ArrowDown: Key.ARROW_DOWN, Enter: Key.ENTER, Tab: Key.TAB };

/** What of Playwright's page the scenarios can use here; another member throws. */
export function createWebKitPage(
  session: WebKitSession,
  handle: string,
  context: () => BrowserContext,
  addInitScript: (source: string) => void,
): Page {
  const evaluate = createEvaluate(session, handle);
  const find = <T>(selector: string, act: (element: WebElement) => Promise<T>): Promise<T> =>
    session.inWindow(handle, async (driver) => {
      const found = await driver.wait(
        async () => (await driver.findElements(By.css(selector)))[0],
        TIMEOUT_MILLIS,
      );
      return act(found as WebElement);
    });
  const press = (selector: string, key: string) =>
    find(selector, (element) => element.sendKeys(KEYS[key] ?? key));
  const click = (selector: string) => find(selector, (element) => element.click());

  const waitForFunction = async (isDone: string | ((arg: unknown) => unknown), arg?: unknown) => {
    const until = Date.now() + TIMEOUT_MILLIS;
    while (!(await evaluate(isDone, arg)))
      if (Date.now() > until) throw new Error(`${TIMEOUT_MILLIS} ms passed without ${isDone}`);
  };
  const known = {
    context,
    evaluate,
    waitForFunction,
    click,
    async goto(url: string) {
      await session.inWindow(handle, (driver) => driver.get(url));
    },
    async reload() {
      await session.inWindow(handle, (driver) => driver.navigate().refresh());
    },
    url: () => {
      throw new Error('In WebKitGTK a URL is known by `evaluate` alone');
    },
    close: () => session.close(handle),
    async addInitScript(script: string | ((arg: unknown) => unknown), arg?: unknown) {
      addInitScript(typeof script === 'string' ? script : `(${script})(${JSON.stringify(arg)})`);
    },
    locator: (selector: string) => ({
      click: () => click(selector),
      press: (key: string) => press(selector, key),
      waitFor: () => find(selector, async () => undefined),
    }),
  };
  return new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name === 'symbol' || name === 'then')
        return target[name as keyof typeof target];
      throw new Error(`page.${name} is not driven in WebKitGTK`);
    },
  }) as unknown as Page;
}
