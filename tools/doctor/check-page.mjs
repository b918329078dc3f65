// @ts-check
// Checks the page: whether it is reachable, its loader and script, its policy, and whether errors and traces can be read.
import { createHash } from 'node:crypto';
import { hashSource, policyAllows, policyAllowsInline } from './csp.mjs';
import { metaOf, scriptsOf } from './html.mjs';

/** @typedef {import('./findings.mjs').Findings} Findings */
/** @typedef {{ url: URL, headers: Headers, html: string }} Page */

/** The script begins with a hint for the browser and the banner. */
const MAX_BANNER_START = 100;
const BANNER = /\/\*! otel-rum (\S+)/;
const TRACEPARENT = /(?:^|,)\s*traceparent\s*;.*?desc\s*=\s*"?00-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}/i;

/** @param {URL} url @param {Findings} findings @param {typeof fetch} ask @returns {Promise<Page | undefined>} */
export async function readPage(url, findings, ask) {
  try {
    const response = await ask(url);
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok) {
      findings.error('page', `${url.href} answers ${response.status}.`);
      return undefined;
    }
    if (!type.includes('html')) findings.warning('page', `${response.url} is '${type}', and not HTML.`);
    const page = {
      url: new URL(response.url || url),
      headers: response.headers,
      html: await response.text(),
    };
    findings.ok(
      'page',
      `${page.url.href} answers ${response.status}${page.url.href === url.href ? '' : `, redirected from ${url.href}`}.`,
    );
    return page;
  } catch (error) {
    findings.error('page', `${url.href} cannot be reached: ${reasonOf(error)}.`);
    return undefined;
  }
}

/** @param {URL} url */
export const isLoopback = ({ hostname }) => /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/** The cause behind Node's "fetch failed". @param {unknown} error */
export function reasonOf(error) {
  const { cause, message } = /** @type {Error & { cause?: { code?: string, message?: string } }} */ (error);
  return cause?.code ?? cause?.message ?? message;
}

/**
 * Finds the script of otel-rum by its attributes or its banner.
 *
 * @param {Page} page @param {Findings} findings @param {typeof fetch} ask @param {string} version of this package
 * @returns {Promise<Record<string, string> | undefined>} the attributes of its tag
 */
export async function checkScripts(page, findings, ask, version) {
  const scripts = scriptsOf(page.html);
  const policies = policiesOf(page);
  /** @type {Record<string, string> | undefined} */
  let own;
  let ownIndex = -1;
  let isBundled = false;
  /** @type {string[]} */
  const maps = [];
  for (const [index, { attributes }] of scripts.entries()) {
    const { src } = attributes;
    if (!src) continue;
    const url = new URL(src, page.url);
    const isTag = 'data-service-name' in attributes || 'data-endpoint' in attributes;
    const code = await textOf(url, ask);
    const found = code === undefined ? undefined : BANNER.exec(code)?.[1];
    if (url.origin !== page.url.origin && attributes.crossorigin === undefined && !isTag)
      findings.warning(
        'errors',
        `${url.href} is of another origin without 'crossorigin': its errors are only "Script error."`,
        `<script crossorigin src="${src}"></script>, and Access-Control-Allow-Origin on its answer`,
      );
    const map = code && (await publicSourceMap(url, code, ask));
    if (map) maps.push(map);
    if (!isTag && !found) continue;
    // The banner of the script stands at its start, that of the package anywhere in the app's bundle.
    if (!isTag && (code ?? '').search(BANNER) > MAX_BANNER_START) {
      findings.ok('script', `${url.href} holds otel-rum ${found}, from npm.`);
      isBundled = true;
      continue;
    }
    if (own) {
      findings.warning(
        'script',
        `otel-rum is there twice; the second copy does nothing.`,
        `remove <script src="${src}">`,
      );
      continue;
    }
    own = attributes;
    ownIndex = index;
    checkTag(url, attributes, code, found, version, findings);
    if (
      !policies.every(
        (policy) => policyAllows(policy, 'script-src', url, page.url) || isTrusted(policy, attributes.nonce),
      )
    )
      findings.error(
        'csp',
        `The page's Content Security Policy does not allow ${url.href}.`,
        `script-src ${url.origin === page.url.origin ? "'self'" : url.origin}`,
      );
    else if (policies.length > 0) findings.ok('csp', 'The policy allows the script.');
  }
  const [map, ...others] = maps;
  if (map)
    findings.warning(
      'errors',
      `The source map ${map} ${others.length ? `and ${others.length} more are` : 'is'} public: anyone can read the source.`,
      'hidden source maps, kept out of what is published (otel-rum-sourcemaps)',
    );
  if (isBundled) return undefined;
  if (!own) {
    findings.note(
      'script',
      'No script of otel-rum is in the HTML: the app may bundle it from npm, which --browser can see.',
    );
    return undefined;
  }
  checkLoader(scripts, ownIndex, policies, findings);
  return own;
}

/** @param {string} policy @param {string | undefined} nonce */
const isTrusted = (policy, nonce) => !!nonce && policy.includes(`'nonce-${nonce}'`);

/** @param {Page} page */
export const policiesOf = (page) => [
  ...(page.headers.get('content-security-policy')?.split(',') ?? []),
  ...metaOf(page.html, 'content-security-policy'),
];

/** @param {URL} url @param {Record<string, string>} attributes @param {string | undefined} code @param {string | undefined} found @param {string} version @param {Findings} findings */
function checkTag(url, attributes, code, found, version, findings) {
  if (code === undefined)
    return findings.error('script', `${url.href} cannot be loaded.`, 'serve dist/otel-rum.iife.js there');
  if (!found)
    findings.error(
      'script',
      `${url.href} is not the script of otel-rum.`,
      'serve dist/otel-rum.iife.js there',
    );
  else if (found !== version)
    findings.warning('script', `${url.href} is version ${found}; this is the doctor of ${version}.`);
  else findings.ok('script', `${url.href} is otel-rum ${found}.`);
  if (attributes.type === 'module')
    findings.warning(
      'script',
      'The tag has type="module": it runs after the page is parsed, so errors and requests before are lost.',
      `<script async src="${attributes.src}" …></script>`,
    );
  for (const name of ['service-name', 'endpoint'])
    if (!attributes[`data-${name}`])
      findings.note('script', `The tag has no data-${name}: initRum() must be called with it.`);
  const { integrity } = attributes;
  if (!integrity) return;
  const matches = integrity.split(/\s+/).some((one) => {
    const [algorithm = '', hash] = one.split(/-(.*)/s);
    return (
      ['sha256', 'sha384', 'sha512'].includes(algorithm) &&
      createHash(algorithm).update(code).digest('base64') === hash
    );
  });
  if (matches) findings.ok('script', 'Its integrity attribute matches.');
  else
    findings.error(
      'script',
      'Its integrity attribute is that of another file: the browser refuses the script.',
      `integrity="sha384-${createHash('sha384').update(code).digest('base64')}"`,
    );
}

/** @param {import('./html.mjs').Script[]} scripts @param {number} ownIndex @param {string[]} policies @param {Findings} findings */
function checkLoader(scripts, ownIndex, policies, findings) {
  const index = scripts.findIndex(
    ({ attributes, code }) =>
      !attributes.src && code.includes('otelRum') && code.includes('unhandledrejection'),
  );
  const loader = scripts[index];
  if (!loader) {
    findings.note(
      'script',
      'There is no inline loader: errors and calls before the script is loaded are lost.',
      'the first line of the script tags in docs/guides/script-tag.md',
    );
    return;
  }
  if (index > ownIndex)
    findings.warning('script', 'The inline loader stands behind the script.', 'put it first in <head>');
  else if (index > 0)
    findings.note(
      'script',
      `${index} other ${index === 1 ? 'script stands' : 'scripts stand'} before the loader: their errors are not seen.`,
    );
  else findings.ok('script', 'The inline loader comes first.');
  const { nonce } = loader.attributes;
  if (!policies.every((policy) => policyAllowsInline(policy, { code: loader.code, nonce })))
    findings.error(
      'csp',
      'The policy does not allow the inline loader.',
      `script-src ${hashSource(loader.code)}`,
    );
}

/**
 * Returns the URL of the script's source map if anyone can read it, or that of the script if the map is inside; not of a development
 * server's inline maps.
 *
 * @param {URL} url @param {string} code @param {typeof fetch} ask @returns {Promise<string | undefined>}
 */
async function publicSourceMap(url, code, ask) {
  const [, reference] = /\n\/\/[#@] sourceMappingURL=(\S+)\s*$/.exec(code) ?? [];
  if (!reference || BANNER.test(code)) return undefined;
  if (reference.startsWith('data:')) return isLoopback(url) ? undefined : `in ${url.href}`;
  const map = new URL(reference, url);
  const text = await textOf(map, ask);
  return text?.includes('"mappings"') ? map.href : undefined;
}

/** @param {URL} url @param {typeof fetch} ask @returns {Promise<string | undefined>} */
async function textOf(url, ask) {
  try {
    const response = await ask(url);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Page} page @param {Findings} findings */
export function checkTrace({ headers, html }, findings) {
  if (TRACEPARENT.test(headers.get('server-timing') ?? ''))
    findings.ok('trace', 'Server-Timing names the server span: the page load joins its trace.');
  else if (metaOf(html, 'traceparent').length > 0)
    findings.note(
      'trace',
      'A meta tag names the server span. In a page that a cache hands out it is stale, and refused.',
      'Server-Timing: traceparent;desc="00-…-01"',
    );
  else
    findings.note(
      'trace',
      'The page load is a trace of its own: the server does not name its span.',
      'Server-Timing: traceparent;desc="00-<trace id>-<span id>-01"',
    );
}
