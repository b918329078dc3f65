import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { startWebKitDriver } from './webkit-driver.js';

/** A WebKitGTK that is driven, one command after the other. */
export interface WebKitSession {
  /** Opens a window. @returns its handle */
  open(): Promise<string>;
  /** Runs a command in a window. */
  inWindow<T>(handle: string, command: (session: WebDriver) => Promise<T>): Promise<T>;
  handles(): Promise<string[]>;
  close(handle: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts MiniBrowser by its own driver, on a display that nobody sees. @param path of the driver */
export async function startWebKitSession(path: string): Promise<WebKitSession> {
  const driver = await startWebKitDriver(path);
  const session = await new Builder()
    .usingServer(driver.url)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { args: ['--automation', '--enable-page-cache=false'] },
      }),
    )
    .build();
  /** Keeps the session alive when all other windows are closed. */
  const base = await session.getWindowHandle();
  let last: Promise<unknown> = Promise.resolve();
  /** A session has one current window: commands to several must not mix. */
  const inTurn = <T>(command: () => Promise<T>): Promise<T> => {
    const result = last.then(command);
    last = result.catch(() => {});
    return result;
  };
  return {
    open: () =>
      inTurn(async () => {
        await session.switchTo().window(base);
        await session.switchTo().newWindow('window');
        return session.getWindowHandle();
      }),
    inWindow: (handle, command) =>
      inTurn(async () => {
        await session.switchTo().window(handle);
        return command(session);
      }),
    handles: () =>
      inTurn(() => session.getAllWindowHandles()).then((all) => all.filter((one) => one !== base)),
    close: (handle) =>
      inTurn(async () => {
        if (!(await session.getAllWindowHandles()).includes(handle)) return;
        await session.switchTo().window(handle);
        await session.close();
        await session.switchTo().window(base);
      }),
    async stop() {
      await session.quit();
      await driver.stop();
    },
  };
}
