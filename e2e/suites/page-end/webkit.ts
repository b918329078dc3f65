import { Builder, By, Capabilities } from 'selenium-webdriver';
import { startWebKitDriver } from '../../harness/webkit/webkit-driver.js';
import type { Browser, Engine, Tab } from './engine.js';
import { descendants, kill } from './processes.js';

/** `WebKitWebProcess`, cut to 15 characters. */
const PAGES = /^WebKitWebProc/;

/** WebKitGTK's MiniBrowser, driven by WebKitWebDriver on a display of its own. */
export const webkit: Engine = {
  title: 'WebKitGTK',
  async start(path, { hasBackForwardCache }) {
    const driver = await startWebKitDriver(path);
    const options = { args: ['--automation', `--enable-page-cache=${hasBackForwardCache}`] };
    const openSession = () =>
      new Builder()
        .usingServer(driver.url)
        .withCapabilities(
          new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options }),
        )
        .build();
    let session = await openSession();
    let base = await session.getWindowHandle();
    const processesOfPages = () =>
      descendants(driver.pid).flatMap(({ pid, name }) => (PAGES.test(name) ? [pid] : []));

    const createTab = (handle: string, before: ReadonlySet<number>): Tab => ({
      async click(selector) {
        await session.switchTo().window(handle);
        await session.findElement(By.css(selector)).click();
      },
      async clickToOpen(selector) {
        const handles = await session.getAllWindowHandles();
        await this.click(selector);
        const opened = await session.wait(
          async () => (await session.getAllWindowHandles()).find((name) => !handles.includes(name)),
          10_000,
        );
        return createTab(opened as string, before);
      },
      async hide() {
        await session.switchTo().window(handle);
        await session.manage().window().minimize();
      },
      async crash() {
        for (const pid of processesOfPages()) if (!before.has(pid)) kill(pid);
        // The driver ends a session whose page has crashed.
        await session.quit().catch(() => {});
        session = await openSession();
        base = await session.getWindowHandle();
      },
      async close() {
        if (!(await session.getAllWindowHandles()).includes(handle)) return;
        await session.switchTo().window(handle);
        await session.close();
        await session.switchTo().window(base);
      },
    });
    const browser: Browser = {
      version: String((await session.getCapabilities()).getBrowserVersion()),
      async open(address) {
        const before = new Set(processesOfPages());
        await session.switchTo().window(base);
        await session.switchTo().newWindow('window');
        await session.get(address);
        return createTab(await session.getWindowHandle(), before);
      },
      // Kills the page's process, as iOS does. Under automation MiniBrowser keeps its profile in memory, and so starts a new one.
      kill: (tab) => tab.crash(),
      async close() {
        await session.quit();
        await driver.stop();
      },
    };
    return browser;
  },
};
