// @ts-check
// otel-rum doctor URL: the checks of a support engineer. It only connects to the given URLs and those of the page.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { visitPage } from './browser.mjs';
import { checkApi, checkCors, checkPolicy, probe, readEndpoint } from './check-endpoint.mjs';
import { checkScripts, checkTrace, readPage } from './check-page.mjs';
import { createFindings, toText } from './findings.mjs';

const USAGE = `usage: npx otel-rum doctor URL [options]

  --endpoint URL   of the OTLP receiver; default: the data-endpoint of the script tag
  --api URL        an API of another origin that shall join the trace; may be repeated
  --header 'N: V'  that the option headers sets on exports; may be repeated
  --no-probe       sends no probe to the endpoint; else one record of each signal, marked otel_rum.probe
  --browser        opens the page in an installed Chromium, Chrome or Edge, and reports what was captured
  --json           prints the findings as JSON
  --timeout S      of each request, in seconds; default 10

Exit code: 0 without errors, 1 with at least one, 2 if the command itself was wrong.
`;

/** @param {string[]} args @returns {Promise<number>} the exit code */
export async function doctorCommand(args) {
  let given;
  try {
    given = parseArgs({
      args,
      allowPositionals: true,
      options: {
        endpoint: { type: 'string' },
        api: { type: 'string', multiple: true, default: [] },
        header: { type: 'string', multiple: true, default: [] },
        'no-probe': { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        timeout: { type: 'string', default: '10' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = given;
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [address] = positionals;
  const urls = [address, ...values.api].map((text) => toUrl(text ?? ''));
  const timeoutMillis = Number(values.timeout) * 1_000;
  if (!address || positionals.length > 1 || urls.includes(undefined) || !(timeoutMillis > 0)) {
    process.stderr.write(
      `${address ? `expected http: or https: URLs, and a timeout over 0; came: ${args.join(' ')}` : 'expected the URL of a page'}\n\n${USAGE}`,
    );
    return 2;
  }
  const [url, ...apis] = /** @type {URL[]} */ (urls);
  const findings = await examine(/** @type {URL} */ (url), {
    endpoint: values.endpoint,
    apis,
    headers: Object.fromEntries(values.header.map((line) => line.split(/:\s*(.*)/s).slice(0, 2))),
    isProbing: !values['no-probe'],
    withBrowser: values.browser,
    timeoutMillis,
  });
  process.stdout.write(values.json ? `${JSON.stringify(findings, null, 2)}\n` : toText(findings));
  return findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** @param {string} text */
function toUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol.startsWith('http') ? url : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @typedef {object} Examination
 * @property {string | undefined} endpoint
 * @property {URL[]} apis
 * @property {Record<string, string>} headers
 * @property {boolean} isProbing
 * @property {boolean} withBrowser
 * @property {number} timeoutMillis
 */

/** @param {URL} url @param {Examination} options */
export async function examine(url, { endpoint, apis, headers, isProbing, withBrowser, timeoutMillis }) {
  const findings = createFindings();
  /** @type {typeof fetch} */
  const ask = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMillis) });
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

  const page = await readPage(url, findings, ask);
  if (!page) return findings.all;
  const tag = await checkScripts(page, findings, ask, version);
  const visited = withBrowser ? await visitPage(page.url, findings, timeoutMillis) : undefined;
  const named = endpoint ?? tag?.['data-endpoint'] ?? visited;
  if (!named) findings.note('endpoint', 'It is not known.', '--endpoint URL, or --browser');
  else {
    const base = readEndpoint(named, page, findings);
    if (base) {
      checkPolicy(base, page, findings);
      await checkCors(base, page, findings, ask, Object.keys(headers));
      if (isProbing) await probe(base, page, findings, ask, headers);
    }
  }
  checkTrace(page, findings);
  for (const api of apis) await checkApi(api, page.url, findings, ask);
  return findings.all;
}
