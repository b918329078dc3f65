import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { bundle } from '../../harness/bundle.js';
import type { Collector } from '../../harness/collector.js';
import type { Span, Value } from '../../harness/otlp.js';
import { expect } from '../../harness/test.js';
import { type Origin, test } from './spans-origin.js';

/** A request of the matrix; each has a path of its own, which identifies its span. */
interface Row {
  method?: string;
  /** The server's status; 0: it breaks the connection. @default 200 */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  origin?: 'shop' | 'other';
  /** Whether CORS forbids it. */
  isForbidden?: true;
  mode?: 'no-cors';
  redirectTo?: 'shop' | 'other';
  /** It gets no response: the app aborts it, or it times out. */
  endsBy?: 'abort' | 'timeout';
}

const MATRIX: Record<string, Row> = {
  get: {},
  post: { method: 'POST', body: '{}', status: 201 },
  head: { method: 'HEAD' },
  delete: { method: 'DELETE', status: 204 },
  patch: { method: 'PATCH', body: '{}' },
  'method-of-http-to-come': { method: 'QUERY', body: '{}' },
  'method-in-small-letters': { method: 'put', body: '{}' },
  'method-of-its-own': { method: 'PURGE' },
  'not-modified': { status: 304, headers: { 'if-none-match': '"1"' } },
  'bad-request': { status: 400 },
  'not-found': { status: 404 },
  failing: { status: 500 },
  broken: { status: 0 },
  'across-origins': { origin: 'other' },
  'across-origins-failing': { origin: 'other', status: 503 },
  forbidden: { origin: 'other', isForbidden: true },
  opaque: { origin: 'other', isForbidden: true, mode: 'no-cors' },
  redirected: { redirectTo: 'shop' },
  'redirected-across-origins': { redirectTo: 'other' },
  aborted: { endsBy: 'abort' },
  'timed-out': { endsBy: 'timeout' },
};

type Api = 'fetch' | 'xhr';
const requests = (['fetch', 'xhr'] as Api[]).flatMap((api) =>
  Object.entries(MATRIX)
    // XHR has no such mode.
    .filter(([, { mode }]) => api === 'fetch' || !mode)
    .map(([name, row]) => ({ api, path: `/${api}/${name}`, row })),
);
type Request = (typeof requests)[number];

/** The compared parts of a span. */
interface Compared {
  name: string;
  kind: Span['kind'];
  status: Span['status'];
  attributes: Record<string, Value>;
}

/** A deliberate difference from the oracle: each is a row of docs/reference/requests.md, with its reason. */
type Difference = (span: Compared, request: Request) => void;

const DIFFERENCES: Record<string, Difference> = {
  'The name has the template': (span, { path }) => {
    span.name = `${span.name} ${path}`;
    span.attributes['url.template'] = path;
  },
  'An unknown method is called HTTP': (span) => {
    span.name = span.name.replace('_OTHER', 'HTTP');
  },
  'No response has no status code': ({ attributes }) => {
    if (attributes['http.response.status_code'] === 0) delete attributes['http.response.status_code'];
  },
  'A failure without a response is an error': (span, { api, row }) => {
    const hasFailed = row.status === 0 || (row.isForbidden && !row.mode) || row.endsBy === 'timeout';
    if (api !== 'fetch' || !hasFailed) return;
    span.status = 'error';
    span.attributes['error.type'] = row.endsBy ?? 'network';
  },
  'Network failures have one name': ({ attributes }) => {
    if (attributes['error.type'] === 'error') attributes['error.type'] = 'network';
  },
  'The server is that of the requested URL': ({ attributes }, { api }) => {
    const { hostname, port } = new URL(String(attributes['url.full']));
    if (api === 'fetch')
      Object.assign(attributes, { 'server.address': hostname, 'server.port': Number(port) });
  },
  'Sizes and protocol are reported': () => {},
};
/** Attributes that we report and the oracle does not. */
const ADDED = [
  'http.response.size',
  'http.response.body.size',
  'otel_rum.response.body.uncompressed_size',
  'network.protocol.version',
];

const SUBJECTS: Record<string, string> = {
  ours: `(ours) => ours.filter(({ name }) => name === 'fetch' || name === 'xhr')`,
  oracle: `() => [
    fromOtel(new FetchInstrumentation({ propagateTraceHeaderCorsUrls: [/./] }), 'fetch'),
    fromOtel(new XMLHttpRequestInstrumentation({ propagateTraceHeaderCorsUrls: [/./] }), 'xhr'),
  ]`,
};

async function open(page: Page, shop: Origin, collector: Collector, subject: string) {
  const script = await bundle(`
    import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
    import { XMLHttpRequestInstrumentation } from '@opentelemetry/instrumentation-xml-http-request';
    import { fromOtel, initRum } from 'otel-rum';
    initRum({
      serviceName: '${subject}', endpoint: '${collector.url}', flushIntervalMillis: 200, propagateTo: [/./],
      instrumentations: ${SUBJECTS[subject]},
    });
  `);
  shop.serve(`/${subject}`, (response) => {
    response
      .setHeader('content-type', 'text/html')
      .end(
        `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script type="module">${script}</script>`,
      );
  });
  await page.goto(`${shop.url}/${subject}`);
}

function serve({ path, row }: Request, origins: Record<'shop' | 'other', Origin>) {
  origins[row.origin ?? 'shop'].serve(path, (response, { method }) => {
    if (row.isForbidden) response.removeHeader('access-control-allow-origin');
    if (method === 'OPTIONS') return response.writeHead(204).end();
    if (row.endsBy) return undefined;
    if (row.redirectTo)
      return response.writeHead(302, { location: `${origins[row.redirectTo].url}/landed` }).end();
    if (row.status === 0) return response.destroy();
    return response
      .writeHead(row.status ?? 200)
      .end(row.status === 204 || row.status === 304 ? '' : 'answer');
  });
}

/** Runs in the page. */
async function run({ api, url, row }: { api: Api; url: string; row: Row }) {
  const { method = 'GET', headers = {}, body = null, endsBy, mode } = row;
  if (api === 'fetch') {
    const controller = new AbortController();
    const signal = endsBy === 'timeout' ? AbortSignal.timeout(30) : controller.signal;
    if (endsBy === 'abort') setTimeout(() => controller.abort(), 30);
    const init = { method, headers, body, signal, ...(mode && { mode }) };
    await fetch(url, init).then(
      (response) => response.text(),
      () => {},
    );
    return;
  }
  const xhr = new XMLHttpRequest();
  xhr.open(method, url);
  for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
  if (endsBy === 'timeout') xhr.timeout = 30;
  await new Promise((resolve) => {
    xhr.onloadend = resolve;
    xhr.send(body);
    if (endsBy === 'abort') setTimeout(() => xhr.abort(), 30);
  });
}

const isCompared = (name: string) => /^(http|url|server|error|network)\./.test(name);
const comparedPartsOf = ({ name, kind, status, attributes }: Span): Compared => ({
  name,
  kind,
  status,
  attributes: Object.fromEntries(Object.entries(attributes).filter(([key]) => isCompared(key))),
});

test('requests are reported as by OpenTelemetry’s own instrumentations, except for the differences in docs/reference/requests.md', async ({
  page,
  shop,
  other,
  collector,
}) => {
  test.slow();
  for (const request of requests) serve(request, { shop, other });
  for (const origin of [shop, other]) origin.serve('/landed', (response) => response.end('answer'));
  for (const subject of Object.keys(SUBJECTS)) {
    await open(page, shop, collector, subject);
    for (const { api, path, row } of requests)
      await page.evaluate(run, { api, row, url: (row.origin === 'other' ? other : shop).url + path });
    await collector.waitFor(
      ({ spans }) =>
        spans.filter(({ resource }) => resource['service.name'] === subject).length >= requests.length,
      `${requests.length} spans of ${subject}`,
    );
  }
  const reportedBy = (subject: string, path: string) => {
    const spans = collector.spans.filter(
      ({ resource, attributes }) =>
        resource['service.name'] === subject && new URL(String(attributes['url.full'])).pathname === path,
    );
    expect(spans, `${subject} reports ${path} once`).toHaveLength(1);
    return comparedPartsOf(spans[0] as Span);
  };

  const seen = new Set<string>();
  for (const request of requests) {
    const ours = reportedBy('ours', request.path);
    for (const name of ADDED) {
      if (name in ours.attributes) seen.add('Sizes and protocol are reported');
      delete ours.attributes[name];
    }
    const expected = reportedBy('oracle', request.path);
    for (const [name, apply] of Object.entries(DIFFERENCES)) {
      const before = JSON.stringify(expected);
      apply(expected, request);
      if (JSON.stringify(expected) !== before) seen.add(name);
    }
    expect.soft(ours, request.path).toEqual(expected);
  }
  expect([...seen].sort(), 'each difference shows in the matrix').toEqual(Object.keys(DIFFERENCES).sort());
});

test('docs/reference/requests.md lists the differences and nothing else', () => {
  const text = readFileSync(
    fileURLToPath(new URL('../../../docs/reference/requests.md', import.meta.url)),
    'utf8',
  );
  const section = text.split(/^## /m).find((part) => part.startsWith('Beside OpenTelemetry’s own'));
  const rows = [...(section ?? '').matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, name]) => name as string);
  expect(rows.sort()).toEqual(Object.keys(DIFFERENCES).sort());
});
