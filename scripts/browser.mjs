// @ts-check
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/**
 * @typedef {object} Browser
 * @property {string} title
 * @property {string} variable of the environment: a path that comes before all others
 * @property {string[]} names of its command
 * @property {RegExp} says what its command says of itself
 * @property {string} [asked] when asked so
 * @property {string[]} [needs] other commands that it cannot be driven without
 * @property {() => string} [own] Playwright's own
 * @property {string[]} packages Debian's
 */

/** @satisfies {Record<string, Browser>} */
const BROWSERS = {
  chromium: {
    title: 'Chromium',
    variable: 'OTEL_RUM_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    says: /chrom/i,
    own: () => createRequire(import.meta.url)('@playwright/test').chromium.executablePath(),
    packages: ['chromium'],
  },
  // Not Playwright's Firefox and WebKit: those are builds of its own, which nobody else uses.
  firefox: {
    title: 'Firefox',
    variable: 'OTEL_RUM_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    says: /firefox/i,
    packages: ['firefox-esr'],
  },
  webkit: {
    title: 'WebKitGTK',
    variable: 'OTEL_RUM_WEBKIT_DRIVER',
    names: ['WebKitWebDriver'],
    says: /WebKitWebDriver/,
    asked: '--help',
    needs: ['Xvfb'],
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
};

/** @typedef {keyof typeof BROWSERS} BrowserName */

/** What the tests can run in. */
export const browserNames = /** @type {BrowserName[]} */ (Object.keys(BROWSERS));

/** What every Chromium of the tests is started with. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No look-up leaves this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];

/**
 * Looks for a browser that starts: what its variable names, else Playwright's own, else the system's.
 *
 * @param {BrowserName} name
 * @returns {string | undefined} its path; WebKitGTK's is that of its driver
 * @throws {Error} where the variable names one that does not start
 */
export function findBrowser(name) {
  /** @type {Browser} */
  const browser = BROWSERS[name];
  const { variable, names, own, needs = [] } = browser;
  const given = process.env[variable];
  if (given) {
    if (!isWorking(given, browser)) throw new Error(`${variable} is ${given}, which does not start`);
    return given;
  }
  if (!needs.every((command) => pathsOf(command).some(isExecutable))) return undefined;
  return [...(own ? [own()] : []), ...names.flatMap(pathsOf)].find((path) => isWorking(path, browser));
}

/** Like `findBrowser`, and installs one where none is found. @param {BrowserName} name @returns {Promise<string>} */
export async function ensureBrowser(name) {
  const found = findBrowser(name);
  if (found) return found;
  /** @type {Browser} */
  const { title, variable, own, packages } = BROWSERS[name];
  console.log(`Installing a browser: no ${title} was found.`);
  const byPlaywright = () => run('playwright', ['install', name]);
  for (const install of [...(own ? [byPlaywright] : []), () => installByApt(packages)]) {
    const error = await install().then(
      () => undefined,
      (/** @type {Error} */ reason) => reason,
    );
    const installed = findBrowser(name);
    if (installed) return installed;
    if (error) console.log(`That did not work: ${error.message}.`);
  }
  throw new Error(
    `There is no ${title} to test in: install one, or name one in ${variable} (see CONTRIBUTING.md).`,
  );
}

export const findChromium = () => findBrowser('chromium');
export const ensureChromium = () => ensureBrowser('chromium');

/** The way of Debian and Ubuntu, for those who may. @param {string[]} packages */
async function installByApt(packages) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) await run('sudo', ['-n', 'true']);
  /** @param {string[]} args */
  const apt = (...args) => (isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]));
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** Where a command may be. @param {string} command */
const pathsOf = (command) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command));

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * There, and not short of a library either: a shell script in a package's place would say so here.
 *
 * @param {string} path
 * @param {Browser} browser
 */
function isWorking(path, { says, asked = '--version' }) {
  try {
    if (!isExecutable(path)) return false;
    return says.test(execFileSync(path, [asked], { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 }));
  } catch {
    return false;
  }
}

/**
 * Returns those of the wanted engines that this machine has or can install; says which it leaves out, and why.
 *
 * @param {readonly string[]} wanted
 */
export async function ensureBrowsers(wanted) {
  const engines = [];
  for (const name of browserNames.filter((one) => wanted.includes(one))) {
    try {
      await ensureBrowser(name);
      engines.push(name);
    } catch (error) {
      console.log(`Without ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return engines;
}
