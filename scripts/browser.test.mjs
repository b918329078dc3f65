// @ts-check
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBrowser, ensureChromium, findBrowser, findChromium } from './browser.mjs';
import { run } from './run.mjs';

vi.mock('./run.mjs', () => ({ run: vi.fn(async () => '') }));

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otel-rum-browser-'));
  vi.stubEnv('PATH', folder);
  for (const name of ['CHROMIUM', 'FIREFOX', 'WEBKIT_DRIVER']) vi.stubEnv(`OTEL_RUM_${name}`, '');
  // Playwright has none.
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', join(folder, 'playwright'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.mocked(run).mockReset();
  rmSync(folder, { recursive: true });
});

/** Creates a command that prints a text. @param {string} name @param {string} output */
function make(name, output = 'Chromium 156.0.0.0') {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${output ? `echo "${output}"` : 'exit 127'}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('findChromium', () => {
  it('prefers the path in OTEL_RUM_CHROMIUM', () => {
    make('chromium');
    const mine = make('mine');
    vi.stubEnv('OTEL_RUM_CHROMIUM', mine);
    expect(findChromium()).toBe(mine);
  });

  it('throws if OTEL_RUM_CHROMIUM names none', () => {
    make('chromium');
    vi.stubEnv('OTEL_RUM_CHROMIUM', join(folder, 'gone'));
    expect(() => findChromium()).toThrow('OTEL_RUM_CHROMIUM');
  });

  it('finds the system’s, except one that does not start', () => {
    make('chromium', '');
    make('chromium-browser', 'Command not found: install the snap');
    const chrome = make('google-chrome', 'Google Chrome 156.0.0.0');
    expect(findChromium()).toBe(chrome);
  });

  it('finds none if there is none', () => {
    expect(findChromium()).toBeUndefined();
  });
});

describe('findBrowser', () => {
  it('finds Debian’s Firefox, or any other', () => {
    const firefox = make('firefox', 'Mozilla Firefox 160.0');
    expect(findBrowser('firefox')).toBe(firefox);
    const esr = make('firefox-esr', 'Mozilla Firefox 153.7.0esr');
    expect(findBrowser('firefox')).toBe(esr);
  });

  it('prefers the path in OTEL_RUM_FIREFOX', () => {
    make('firefox-esr', 'Mozilla Firefox 153.7.0esr');
    const mine = make('mine', 'Mozilla Firefox 160.0');
    vi.stubEnv('OTEL_RUM_FIREFOX', mine);
    expect(findBrowser('firefox')).toBe(mine);
    vi.stubEnv('OTEL_RUM_FIREFOX', make('other', 'Chromium 156.0.0.0'));
    expect(() => findBrowser('firefox')).toThrow('OTEL_RUM_FIREFOX');
  });

  it('finds WebKitGTK’s driver if there is a display server for it', () => {
    const driver = make('WebKitWebDriver', 'Usage: WebKitWebDriver options');
    expect(findBrowser('webkit')).toBeUndefined();
    make('Xvfb');
    expect(findBrowser('webkit')).toBe(driver);
  });
});

const commands = () => vi.mocked(run).mock.calls.map(([command, args]) => [command, ...args].join(' '));

describe('ensureBrowser', () => {
  it('installs the system’s Firefox, not Playwright’s', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    vi.mocked(run).mockImplementation(async (_command, args) => {
      if (args.includes('install')) make('firefox-esr', 'Mozilla Firefox 153.7.0esr');
      return '';
    });
    expect(await ensureBrowser('firefox')).toBe(join(folder, 'firefox-esr'));
    expect(commands()).toEqual([
      'apt-get update -qq',
      'apt-get install -y -qq --no-install-recommends firefox-esr',
    ]);
  });

  it('installs WebKitGTK’s driver, and a display server with it', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    vi.mocked(run).mockImplementation(async (_command, args) => {
      if (args.includes('webkit2gtk-driver')) make('WebKitWebDriver', 'Usage: WebKitWebDriver options');
      if (args.includes('xvfb')) make('Xvfb');
      return '';
    });
    expect(await ensureBrowser('webkit')).toBe(join(folder, 'WebKitWebDriver'));
  });

  it('throws with instructions if it may not install', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1_000);
    vi.mocked(run).mockRejectedValue(new Error('a password is required'));
    await expect(ensureBrowser('webkit')).rejects.toThrow('OTEL_RUM_WEBKIT_DRIVER');
    expect(commands()).toEqual(['sudo -n true']);
  });
});

describe('ensureChromium', () => {
  it('installs nothing if one is found', async () => {
    const path = make('chromium');
    expect(await ensureChromium()).toBe(path);
    expect(commands()).toEqual([]);
  });

  it('installs Playwright’s first', async () => {
    vi.mocked(run).mockImplementation(async () => {
      make('chromium');
      return '';
    });
    expect(await ensureChromium()).toBe(join(folder, 'chromium'));
    expect(commands()).toEqual(['playwright install chromium']);
  });

  it('installs the system’s if Playwright’s is unavailable', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(0);
    vi.mocked(run).mockImplementation(async (command, args) => {
      if (command === 'playwright') throw new Error('no network');
      if (args.includes('install')) make('chromium');
      return '';
    });
    expect(await ensureChromium()).toBe(join(folder, 'chromium'));
    expect(commands()).toEqual([
      'playwright install chromium',
      'apt-get update -qq',
      'apt-get install -y -qq --no-install-recommends chromium',
    ]);
  });

  it('throws with instructions if none is available', async () => {
    vi.mocked(run).mockRejectedValue(new Error('no'));
    await expect(ensureChromium()).rejects.toThrow('OTEL_RUM_CHROMIUM');
  });
});
