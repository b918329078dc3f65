// @ts-check
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Looks for a Chromium that starts: what OTEL_RUM_CHROMIUM names, else Playwright's own, else the system's.
 *
 * @returns {string | undefined} its path
 * @throws {Error} where OTEL_RUM_CHROMIUM names one that does not start
 */
export function findChromium() {
  const given = process.env.OTEL_RUM_CHROMIUM;
  if (given) {
    if (!isWorking(given)) throw new Error(`OTEL_RUM_CHROMIUM is ${given}, which does not start`);
    return given;
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [playwrightChromium(), ...installed].find(isWorking);
}

/** Like `findChromium`, and installs one where none is found. @returns {Promise<string>} */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  console.log('Installing a browser: no Chromium was found.');
  for (const install of [installByPlaywright, installByApt]) {
    const error = await install().catch((/** @type {Error} */ reason) => reason);
    const installed = findChromium();
    if (installed) return installed;
    if (error) console.log(`That did not work: ${error.message}.`);
  }
  throw new Error(
    'There is no browser to test in: install Chromium, or name one in OTEL_RUM_CHROMIUM (see CONTRIBUTING.md).',
  );
}

async function installByPlaywright() {
  await run('playwright', ['install', 'chromium']);
}

/** The way of Debian and Ubuntu, for those who may. */
async function installByApt() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) await run('sudo', ['-n', 'true']);
  /** @param {string[]} args */
  const apt = (...args) => (isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]));
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
}

/** Where Playwright would put, or has put, its own. */
function playwrightChromium() {
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return /** @type {string} */ (chromium.executablePath());
}

/** There, and not short of a library either: a shell script in a package's place would say so here. @param {string} path */
function isWorking(path) {
  try {
    accessSync(path, constants.X_OK);
    return /chrom/i.test(
      execFileSync(path, ['--version'], { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 }),
    );
  } catch {
    return false;
  }
}
