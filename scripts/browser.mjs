// @ts-check
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/**
 * @typedef {object} Browser
 * @property {string} title
 * @property {string} variable environment variable with a path that has precedence
 * @property {string[]} names names of its command
 * @property {RegExp} output matches the output of its command
 * @property {string} [flag] with this argument
 * @property {string[]} [needs] other commands that its automation needs
 * @property {() => string} [own] returns the path of Playwright's build
 * @property {string[]} packages Debian packages
 */

/** @satisfies {Record<string, Browser>} */
const BROWSERS = {
  chromium: {
    title: 'Chromium',
    variable: 'OTEL_RUM_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    output: /chrom/i,
    own: () => createRequire(import.meta.url)('@playwright/test').chromium.executablePath(),
    packages: ['chromium'],
  },
  // Not Playwright's Firefox and WebKit, which are modified builds that users do not have.
  firefox: {
    title: 'Firefox',
    variable: 'OTEL_RUM_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    output: /firefox/i,
    packages: ['firefox-esr'],
  },
  webkit: {
    title: 'WebKitGTK',
    variable: 'OTEL_RUM_WEBKIT_DRIVER',
    names: ['WebKitWebDriver'],
    output: /WebKitWebDriver/,
    flag: '--help',
    needs: ['Xvfb'],
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
};

/** @typedef {keyof typeof BROWSERS} BrowserName */

/** Browsers in which the tests can run. */
export const browserNames = /** @type {BrowserName[]} */ (Object.keys(BROWSERS));

/** Arguments of every Chromium in the tests. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No DNS query leaves this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
];

/**
 * Finds a browser that starts: the one in its variable, otherwise Playwright's, otherwise the system's.
 *
 * @param {BrowserName} name
 * @returns {string | undefined} its path; for WebKitGTK that of its driver
 * @throws {Error} if the variable names one that does not start
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

/** Like `findBrowser`, and installs a browser if none is found. @param {BrowserName} name @returns {Promise<string>} */
export async function ensureBrowser(name) {
  const found = findBrowser(name);
  if (found) return found;
  /** @type {Browser} */
  const { title, variable, own, packages } = BROWSERS[name];
  console.log(`Installing a browser: ${title} was not found.`);
  const byPlaywright = () => run('playwright', ['install', name]);
  for (const install of [...(own ? [byPlaywright] : []), () => installByApt(packages)]) {
    const error = await install().then(
      () => undefined,
      (/** @type {Error} */ reason) => reason,
    );
    const installed = findBrowser(name);
    if (installed) return installed;
    if (error) console.log(`The installation failed: ${error.message}.`);
  }
  throw new Error(`${title} is missing: install it, or set ${variable} to its path (see CONTRIBUTING.md).`);
}

export const findChromium = () => findBrowser('chromium');
export const ensureChromium = () => ensureBrowser('chromium');

/** Installs packages on Debian and Ubuntu, if permitted. @param {string[]} packages */
async function installByApt(packages) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) await run('sudo', ['-n', 'true']);
  /** @param {string[]} args */
  const apt = (...args) => (isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]));
  await apt('update', '-qq');
  await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** Returns the paths at which a command may be. @param {string} command */
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
 * Whether a browser starts: neither a missing library nor a placeholder script in its place passes.
 *
 * @param {string} path
 * @param {Browser} browser
 */
function isWorking(path, { output, flag = '--version' }) {
  try {
    if (!isExecutable(path)) return false;
    return output.test(execFileSync(path, [flag], { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 }));
  } catch {
    return false;
  }
}

/**
 * Returns those of the wanted engines that this machine has or can install; logs which are left out, and why.
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
