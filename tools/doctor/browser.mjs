// @ts-check
// Opens the page in an installed browser, over the pipe of the Chrome DevTools Protocol, and watches what otel-rum does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** @typedef {import('./findings.mjs').Findings} Findings */
/** @typedef {(method: string, params?: object) => Promise<any>} Send */

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge.exe',
  'chrome.exe',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const FLAGS = [
  '--headless=new',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--remote-debugging-pipe',
];
/** Time after the load event: the first export is sent within two seconds. */
const WATCH_MILLIS = 4_000;

/** @returns {string | undefined} */
export function findBrowser() {
  const own = process.env.OTEL_RUM_CHROMIUM;
  if (own) return own;
  const inPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...inPath, ...PLACES].find((file) => existsSync(file));
}

/**
 * Opens the page, and reports what otel-rum does there.
 *
 * @param {URL} url @param {Findings} findings @param {number} timeoutMillis of the page's load
 * @returns {Promise<string | undefined>} the endpoint with which otel-rum has started
 */
export async function visitPage(url, findings, timeoutMillis) {
  const file = findBrowser();
  if (!file) {
    findings.warning('browser', 'No Chromium, Chrome or Edge was found.', 'OTEL_RUM_CHROMIUM=/path/of/it');
    return undefined;
  }
  const profile = mkdtempSync(join(tmpdir(), 'otel-rum-doctor-'));
  const isRoot = process.getuid?.() === 0;
  const browser = spawn(
    file,
    [...FLAGS, ...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${profile}`, 'about:blank'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    },
  );
  const gone = once(browser, 'close');
  try {
    const end = await Promise.race([watch(browser, url, findings, timeoutMillis), gone]);
    if (!Array.isArray(end)) return end;
    findings.warning('browser', `${file} ended before the page was loaded.`);
  } catch (error) {
    findings.warning(
      'browser',
      `${file} could not be driven: ${error instanceof Error ? error.message : error}.`,
    );
  } finally {
    browser.kill();
    await gone;
    // Its last processes may still write; remaining files are in the system's temporary folder.
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => {});
  }
  return undefined;
}

/** @param {import('node:child_process').ChildProcess} browser @param {URL} url @param {Findings} findings @param {number} timeoutMillis */
async function watch(browser, url, findings, timeoutMillis) {
  /** @type {{ url: string, headers: Record<string, string>, body: string, status?: number, failure?: string }[]} */
  const requests = [];
  /** @type {Map<string, (typeof requests)[number]>} */
  const byId = new Map();
  /** @type {string[]} */
  const consoleLines = [];
  const loaded = withResolvers();
  const send = connect(browser, (method, params) => {
    if (method === 'Page.loadEventFired') loaded.resolve(undefined);
    // With `debug: true` there are many other messages.
    if (method === 'Runtime.consoleAPICalled' && params.type === 'warning')
      consoleLines.push(
        params.args.map((/** @type {any} */ one) => one.value ?? one.description ?? '').join(' '),
      );
    if (method === 'Network.requestWillBeSent') {
      const { request } = params;
      const entry = { url: request.url, headers: lowerKeys(request.headers), body: bodyOf(request) };
      requests.push(entry);
      byId.set(params.requestId, entry);
    }
    const known = byId.get(params?.requestId);
    if (known && method === 'Network.responseReceived') known.status = params.response.status;
    if (known && method === 'Network.loadingFailed')
      known.failure = params.blockedReason ?? params.corsErrorStatus?.corsError ?? params.errorText;
  });
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
  /** @type {Send} */
  const ask = (method, params) => send(method, params, sessionId);
  for (const domain of ['Page', 'Network', 'Runtime']) await ask(`${domain}.enable`);
  await ask('Page.navigate', { url: url.href });
  await Promise.race([loaded.promise, wait(timeoutMillis)]);
  await wait(WATCH_MILLIS);
  const { result } = await ask('Runtime.evaluate', {
    expression: `JSON.stringify({ script: !!globalThis.otelRum, npm: !!globalThis[Symbol.for('otel-rum')], gpc: navigator.globalPrivacyControl === true, status: globalThis[Symbol.for('otel-rum')]?.rum?.getStatus?.() })`,
  });
  /** @type {State} */
  const state = JSON.parse(result.value);
  report(state, requests, consoleLines, url, findings);
  return state.status?.endpoint;
}

/** @typedef {{ script: boolean, npm: boolean, gpc: boolean, status?: { endpoint: string, consent: string, isSampled: boolean } }} State */

/** @param {State} state @param {{ url: string, headers: Record<string, string>, body: string, status?: number, failure?: string }[]} requests @param {string[]} consoleLines @param {URL} page @param {Findings} findings */
function report(state, requests, consoleLines, page, findings) {
  if (!state.script && !state.npm)
    findings.error(
      'browser',
      'otel-rum is not in the page.',
      'the script tag or initRum(), see docs/guides/script-tag.md and npm.md',
    );
  else findings.ok('browser', `otel-rum is in the page${state.script ? '' : ', from npm'}.`);
  if (state.gpc)
    findings.note(
      'browser',
      'Global Privacy Control is on in this browser: nothing is sent unless the page asks for consent.',
    );
  for (const line of consoleLines.filter((text) => text.includes('otel-rum')))
    findings.warning('browser', `The console says: ${line}`);
  const exports = requests.filter(
    ({ url, body }) => /\/v1\/(?:traces|logs|metrics)(?:\?|$)/.test(url) && body !== '',
  );
  if (exports.length === 0)
    findings.warning('browser', 'Nothing was sent within four seconds of the load.', reasonOf(state));
  for (const { url, status, failure, body } of exports) {
    if (status && status < 300) findings.ok('browser', `${url}: ${status}, ${countOf(body)}.`);
    else findings.error('browser', `${url}: ${failure ?? status ?? 'no answer'}.`);
  }
  const traced = requests.filter(({ headers }) => headers.traceparent);
  const origins = [...new Set(traced.map(({ url }) => new URL(url).origin))];
  if (origins.length > 0) findings.ok('browser', `traceparent goes to ${origins.join(', ')}.`);
  const others = requests.filter(
    ({ url, headers }) =>
      url.startsWith('http') &&
      new URL(url).origin !== page.origin &&
      !headers.traceparent &&
      !exports.some((one) => one.url === url),
  );
  const apis = [...new Set(others.map(({ url }) => new URL(url).origin))];
  if (apis.length > 0)
    findings.note(
      'browser',
      `Requests to ${apis.join(', ')} do not join the trace.`,
      'propagateTo, for those that are yours',
    );
}

/** Why a page sends nothing. @param {State} state */
function reasonOf({ script, npm, status }) {
  if (!status)
    return script || npm
      ? 'it has not started: its warnings above, or debug: true, say why'
      : 'otel-rum has to be in the page';
  if (status.consent !== 'granted') return `consent is ${status.consent}: setConsent('granted')`;
  return status.isSampled
    ? 'debug: true says on the console why'
    : 'this session is not sampled: raise sampleRate';
}

/** @param {string} body JSON */
function countOf(body) {
  const count = (body.match(/"(?:spanId|observedTimeUnixNano|aggregationTemporality)":/g) ?? []).length;
  return `${count} ${count === 1 ? 'record' : 'records'}`;
}

/** A request's body as text; gzip is undone. @param {{ postDataEntries?: { bytes?: string }[], postData?: string, hasPostData?: boolean }} request */
function bodyOf({ postDataEntries, postData, hasPostData }) {
  const bytes = Buffer.concat(
    (postDataEntries ?? []).map((entry) => Buffer.from(entry.bytes ?? '', 'base64')),
  );
  try {
    if (bytes[0] === 0x1f) return gunzipSync(bytes).toString();
  } catch {
    // The message is incomplete.
  }
  return bytes.toString() || postData || (hasPostData ? ' ' : '');
}

/** @param {Record<string, string>} headers */
const lowerKeys = (headers) =>
  Object.fromEntries(Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]));
/** @param {number} millis */
const wait = (millis) => new Promise((done) => setTimeout(done, millis));

function withResolvers() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** @param {import('node:child_process').ChildProcess} browser @param {(method: string, params: any) => void} onEvent */
function connect(browser, onEvent) {
  const [, , , input, output] =
    /** @type {[null, null, null, import('node:stream').Writable, import('node:stream').Readable]} */ (
      /** @type {unknown} */ (browser.stdio)
    );
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  let rest = '';
  let id = 0;
  input.on('error', () => {});
  output.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
    const messages = `${rest}${chunk}`.split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text);
      if (message.id) waiting.get(message.id)?.(message.result ?? {});
      else onEvent(message.method, message.params);
    }
  });
  return (
    /** @type {string} */ method,
    /** @type {object} */ params = {},
    /** @type {string | undefined} */ sessionId = undefined,
  ) =>
    new Promise((/** @type {(answer: any) => void} */ done) => {
      id++;
      waiting.set(id, done);
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
}
