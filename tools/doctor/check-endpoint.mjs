// @ts-check
// Checks the endpoint: the requests that a browser would make from this page, and whether it accepts a probe of each signal.
import { isLoopback, policiesOf, reasonOf } from './check-page.mjs';
import { policyAllows } from './csp.mjs';

/** @typedef {import('./findings.mjs').Findings} Findings */
/** @typedef {import('./check-page.mjs').Page} Page */

/** Matches parts of paths and hosts that common lists of ad blockers contain. */
const BLOCKED =
  /(?:^|[./_-])(?:analytics|beacon|collect|metrics|otel|rum|telemetry|track(?:er|ing)?|sentry|stats)(?:[./_-]|$)/i;
/** Maximum time for which Chromium caches a preflight: https://fetch.spec.whatwg.org/#cors-preflight-cache */
const GOOD_MAX_AGE_SECONDS = 600;
const SIGNALS = ['traces', 'logs', 'metrics'];

/** @param {string} endpoint @param {Page} page @param {Findings} findings @returns {URL | undefined} the base without query */
export function readEndpoint(endpoint, page, findings) {
  if (/^[\w.-]+:\d+/.test(endpoint)) {
    findings.error(
      'endpoint',
      `'${endpoint}' has no scheme: a browser takes it for a path.`,
      `endpoint: 'https://${endpoint}'`,
    );
    return undefined;
  }
  let url;
  try {
    url = new URL(endpoint, page.url);
  } catch {
    findings.error(
      'endpoint',
      `'${endpoint}' is no URL and no path.`,
      "endpoint: 'https://collector.example' or '/otlp'",
    );
    return undefined;
  }
  if (url.username)
    findings.error(
      'endpoint',
      'It holds a user and a password: browsers refuse such requests.',
      "headers: { Authorization: '…' }",
    );
  const [, base, signal] = /^(.*?)\/v1\/(traces|logs|metrics)\/?$/.exec(url.pathname) ?? [];
  if (signal)
    findings.warning(
      'endpoint',
      `It ends in /v1/${signal}; otel-rum adds that itself.`,
      `endpoint: '${url.origin}${base}'`,
    );
  if (url.protocol === 'http:' && page.url.protocol === 'https:' && !isLoopback(url))
    findings.error(
      'endpoint',
      'It is http: on a page that is https:. Browsers block mixed content.',
      `endpoint: 'https://${url.host}${url.pathname}'`,
    );
  if (url.origin !== page.url.origin && (BLOCKED.test(url.hostname) || BLOCKED.test(url.pathname)))
    findings.note(
      'endpoint',
      `${url.host}${url.pathname} is a name that ad blockers look for: some visitors will be missing.`,
      "a path of the page's own origin, as '/o'",
    );
  return url;
}

/** @param {URL} endpoint @param {string} signal */
export function signalUrl(endpoint, signal) {
  const url = new URL(endpoint);
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/v1\/(?:traces|logs|metrics)\/?$/, '').replace(/\/+$/, '')}/v1/${signal}`;
  return url;
}

/** @param {URL} endpoint @param {Page} page @param {Findings} findings */
export function checkPolicy(endpoint, page, findings) {
  const policies = policiesOf(page);
  if (policies.length === 0) return;
  if (
    policies.every((policy) => policyAllows(policy, 'connect-src', signalUrl(endpoint, 'traces'), page.url))
  )
    findings.ok('csp', 'The policy allows the endpoint.');
  else
    findings.error(
      'csp',
      `The policy does not allow ${endpoint.origin}.`,
      `connect-src ${endpoint.origin === page.url.origin ? "'self'" : endpoint.origin}`,
    );
}

/**
 * Makes the preflight that a browser makes before a cross-origin request.
 *
 * @param {URL} url @param {URL} page @param {string[]} headers that the request will have @param {string} method
 * @param {typeof fetch} ask
 * @returns {Promise<{ problem?: string, fix?: string, maxAgeSeconds: number, missing: string[] }>}
 */
export async function preflight(url, page, headers, method, ask) {
  const answer = { maxAgeSeconds: 5, missing: headers };
  try {
    const response = await ask(url, {
      method: 'OPTIONS',
      headers: {
        origin: page.origin,
        'access-control-request-method': method,
        'access-control-request-headers': [...headers].sort().join(','),
      },
    });
    const origin = response.headers.get('access-control-allow-origin');
    const allowed = (response.headers.get('access-control-allow-headers') ?? '')
      .toLowerCase()
      .split(/\s*,\s*/);
    const missing = allowed.includes('*') ? [] : headers.filter((name) => !allowed.includes(name));
    const maxAgeSeconds = Number(response.headers.get('access-control-max-age') ?? 5);
    if (!response.ok)
      return {
        ...answer,
        problem: `the preflight is answered with ${response.status}`,
        fix: `allow OPTIONS for ${page.origin}`,
      };
    if (origin !== '*' && origin !== page.origin)
      return {
        ...answer,
        problem: `the preflight allows ${origin ? `the origin ${origin}` : 'no origin'}`,
        fix: `Access-Control-Allow-Origin: ${page.origin}`,
      };
    if (missing.length > 0)
      return {
        missing,
        maxAgeSeconds,
        problem: `the preflight does not allow ${missing.join(', ')}`,
        fix: `Access-Control-Allow-Headers: ${headers.join(', ')}`,
      };
    return { missing, maxAgeSeconds };
  } catch (error) {
    return {
      ...answer,
      problem: `it cannot be reached: ${reasonOf(error)}`,
      fix: 'is it running, and reachable from here?',
    };
  }
}

/** @param {URL} endpoint @param {Page} page @param {Findings} findings @param {typeof fetch} ask @param {string[]} ownHeaders names of the option `headers` */
export async function checkCors(endpoint, page, findings, ask, ownHeaders = []) {
  if (endpoint.origin === page.url.origin)
    return findings.ok('endpoint', "It is of the page's own origin: no preflight.");
  const url = signalUrl(endpoint, 'traces');
  const { problem, fix, maxAgeSeconds } = await preflight(
    url,
    page.url,
    ['content-type', ...ownHeaders.map((name) => name.toLowerCase())],
    'POST',
    ask,
  );
  if (problem) return findings.error('endpoint', `${url.href}: ${problem}.`, fix);
  findings.ok('endpoint', `It accepts requests of ${page.url.origin}.`);
  if (maxAgeSeconds < GOOD_MAX_AGE_SECONDS)
    findings.warning(
      'endpoint',
      `Browsers remember the preflight for ${maxAgeSeconds} s: most page ends will have to ask again, and lose data.`,
      'max_age: 7200 in the receiver (Access-Control-Max-Age)',
    );
  const gzip = await preflight(url, page.url, ['content-type', 'content-encoding'], 'POST', ask);
  if (gzip.problem)
    findings.note(
      'endpoint',
      'Compressed requests are not allowed, so they are sent as they are.',
      'Access-Control-Allow-Headers: content-type, content-encoding, and the option gzip: true',
    );
}

/** @param {URL} endpoint @param {Page} page @param {Findings} findings @param {typeof fetch} ask @param {Record<string, string>} headers */
export async function probe(endpoint, page, findings, ask, headers = {}) {
  for (const signal of SIGNALS) {
    const url = signalUrl(endpoint, signal);
    try {
      const response = await ask(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', origin: page.url.origin, ...headers },
        body: JSON.stringify(probeOf(signal)),
      });
      const text = await response.text();
      if (response.status >= 300 && response.status < 400)
        findings.error(
          'endpoint',
          `${url.href} redirects to ${response.headers.get('location')}: a POST does not survive that.`,
          `endpoint: the address that it redirects to`,
        );
      else if (!response.ok)
        findings.error(
          'endpoint',
          `${url.href} answers ${response.status} to a probe.`,
          fixOf(response.status),
        );
      else if (/"rejected\w+":\s*"?[1-9]/.test(text))
        findings.warning(
          'endpoint',
          `${url.href} accepts the request, and rejects the record: ${text.slice(0, 200)}`,
        );
      else findings.ok('endpoint', `${url.href} accepts a probe.`);
    } catch (error) {
      findings.error(
        'endpoint',
        `${url.href} cannot be reached: ${reasonOf(error)}.`,
        'is it running, and reachable from here?',
      );
    }
  }
}

/** @param {number} status */
function fixOf(status) {
  if (status === 404) return 'is there an OTLP/HTTP receiver, and does the proxy keep the path /v1/…?';
  if (status === 401 || status === 403) return "headers: { … } with the receiver's key";
  if (status === 415) return 'the receiver must take application/json';
  return '';
}

/** A record that names itself as a probe. @param {string} signal */
function probeOf(signal) {
  const attribute = (/** @type {string} */ key, /** @type {string} */ value) => ({
    key,
    value: { stringValue: value },
  });
  const resource = { attributes: [attribute('service.name', 'otel-rum-doctor')] };
  const scope = { name: 'otel-rum-doctor' };
  const attributes = [{ key: 'otel_rum.probe', value: { boolValue: true } }];
  const now = `${Date.now()}000000`;
  if (signal === 'traces') {
    const span = {
      traceId: randomHex(16),
      spanId: randomHex(8),
      name: 'probe',
      kind: 1,
      startTimeUnixNano: now,
      endTimeUnixNano: now,
      attributes,
    };
    return { resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [span] }] }] };
  }
  if (signal === 'logs')
    return {
      resourceLogs: [
        {
          resource,
          scopeLogs: [
            {
              scope,
              logRecords: [
                { timeUnixNano: now, observedTimeUnixNano: now, eventName: 'otel_rum.probe', attributes },
              ],
            },
          ],
        },
      ],
    };
  const sum = {
    aggregationTemporality: 1,
    isMonotonic: true,
    dataPoints: [{ startTimeUnixNano: now, timeUnixNano: now, asInt: '1', attributes }],
  };
  return {
    resourceMetrics: [
      { resource, scopeMetrics: [{ scope, metrics: [{ name: 'otel_rum.probe', unit: '1', sum }] }] },
    ],
  };
}

/** @param {number} bytes */
const randomHex = (bytes) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** An API of another origin that shall join the trace. @param {URL} api @param {URL} page @param {Findings} findings @param {typeof fetch} ask */
export async function checkApi(api, page, findings, ask) {
  if (api.origin === page.origin)
    return findings.ok('trace', `${api.origin} is the page's own origin: requests join the trace.`);
  const { problem, fix } = await preflight(api, page, ['traceparent', 'tracestate'], 'GET', ask);
  if (problem)
    findings.error(
      'trace',
      `${api.href}, if it is in propagateTo: ${problem}. Its requests would fail.`,
      fix,
    );
  else findings.ok('trace', `${api.href} allows traceparent.`);
  try {
    const response = await ask(api, { headers: { origin: page.origin } });
    const allowed = response.headers.get('timing-allow-origin')?.split(/\s*,\s*/) ?? [];
    if (!allowed.includes('*') && !allowed.includes(page.origin))
      findings.note(
        'trace',
        `${api.origin} hides the phases and sizes of its requests.`,
        `Timing-Allow-Origin: ${page.origin}`,
      );
  } catch {
    // The preflight check has reported it.
  }
}
