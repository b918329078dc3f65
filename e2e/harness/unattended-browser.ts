import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/browser.mjs';

/** A tab of a browser without a debugger. */
export interface UnattendedTab {
  /** Brings it to the front, which hides the tab that was there. */
  show(): Promise<void>;
  back(): Promise<void>;
  /** Discards the page, as the browser does when memory is short; when the tab is shown again, it reloads. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Chromium without a debugger. With one, every page is always visible, and a prerendered page is never shown; here tabs
 * are hidden, prerendered, discarded and shown as for a person. An extension opens and moves them.
 */
export interface UnattendedBrowser {
  open(url: string, options?: { isActive?: boolean }): Promise<UnattendedTab>;
  close(): Promise<void>;
}

const ARGS = [
  '--headless=new',
  // Without a debugging port, headless Chromium runs no extension.
  '--remote-debugging-port=0',
  ...CHROMIUM_ARGS,
  '--disable-features=DisableLoadExtensionCommandLineSwitch',
];
const MANIFEST = {
  manifest_version: 3,
  name: 'tabs',
  version: '1',
  permissions: ['tabs'],
  host_permissions: ['http://127.0.0.1/*'],
  background: { service_worker: 'worker.js' },
};
/** The extension polls for commands: a method of `chrome.tabs`, and its arguments. */
const worker = (url: string) => `(async () => {
  for (;;) {
    const [method, ...args] = await (await fetch('${url}/next')).json();
    const outcome = await chrome.tabs[method](...args).then((tab) => ({ tab }), (error) => ({ error: String(error) }));
    await fetch('${url}/outcome', { method: 'POST', body: JSON.stringify(outcome) });
  }
})();`;

/** Starts the browser with a profile of its own. */
export async function startUnattendedBrowser(): Promise<UnattendedBrowser> {
  const events = new EventEmitter();
  const server = createServer(async (request, response) => {
    if (request.url === '/next') {
      events.emit('asked', response);
      return;
    }
    const body = Buffer.concat(await request.toArray()).toString();
    response.end();
    events.emit('outcome', JSON.parse(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const dir = await mkdtemp(join(tmpdir(), 'otel-rum-browser-'));
  const extension = join(dir, 'extension');
  await mkdir(extension);
  await writeFile(join(extension, 'manifest.json'), JSON.stringify(MANIFEST));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(extension, 'worker.js'), worker(url));

  let asked = once(events, 'asked') as Promise<[ServerResponse]>;
  const child = spawn(
    findChromium() ?? chromium.executablePath(),
    [...ARGS, `--user-data-dir=${join(dir, 'profile')}`, `--load-extension=${extension}`, 'about:blank'],
    { stdio: 'ignore' },
  );
  const exited = once(child, 'exit');

  const command = async (...call: [method: string, ...args: unknown[]]): Promise<{ id: number }> => {
    const [response] = await asked;
    asked = once(events, 'asked') as typeof asked;
    const answered = once(events, 'outcome');
    response.end(JSON.stringify(call));
    const [{ tab, error }] = await answered;
    if (error) throw new Error(`${call[0]}: ${error}`);
    return tab;
  };

  return {
    async open(page, { isActive = true } = {}) {
      let { id } = await command('create', { url: page, active: isActive });
      return {
        show: async () => void (await command('update', id, { active: true })),
        back: async () => void (await command('goBack', id)),
        async discard() {
          id = (await command('discard', id)).id;
        },
        close: async () => void (await command('remove', id)),
      };
    },
    async close() {
      child.kill();
      await exited;
      server.close();
      server.closeAllConnections();
      await rm(dir, { recursive: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
