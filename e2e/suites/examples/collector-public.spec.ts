import { deflateSync, gzipSync } from 'node:zlib';
import { visitBusyPage } from './busy-page.js';
import { validate } from './real-collector.js';
import { startTee } from './tee.js';
import { expect, test } from './test.js';

const SIGNALS = ['traces', 'logs', 'metrics'];

test('the Collector accepts the shipped configuration', async () => {
  expect(await validate({ RUM_BACKEND: 'https://backend.example' })).toBe('');
  await expect(validate({ RUM_BACKEND: '' }), 'a backend is required').rejects.toThrow('endpoint');
  const share = validate({ RUM_BACKEND: 'https://backend.example', RUM_SAMPLED_PERCENT: 'all' });
  await expect(share, 'a share is a number').rejects.toThrow('sampling_percentage');
});

test('a page of an allowed origin posts directly to the Collector, which forwards it to the backend', async ({
  page,
  site,
  backend,
  start,
  consoleOutput,
}) => {
  const real = await start({ RUM_SAMPLED_PERCENT: '100', RUM_DECISION_WAIT: '1s' });
  await visitBusyPage(page, site, backend.inbox, real.url, { 'flush-interval-millis': '500' });
  await backend.inbox.waitForSpan('documentLoad');
  expect(backend.inbox.spans.find(({ name }) => name === 'checkout')).toMatchObject({
    status: 'error',
    attributes: { 'cart.value': 42.5, none: 0, empty: '', tiny: 1e-7, big: 9007199254740991 },
  });
  expect(await backend.inbox.waitForPoint('shop.orders')).toMatchObject({ value: 5 });
  expect(consoleOutput.messages.map((message) => message.text()).filter((text) => /CORS/.test(text))).toEqual(
    [],
  );
  expect(await real.count('otelcol_receiver_refused_')).toBe(0);
  expect(real.complaints).toEqual([]);
});

test('a second page makes no preflight, since the Collector’s answer may be cached for two hours', async ({
  context,
  page,
  site,
  backend,
  start,
}) => {
  const real = await start({ RUM_SAMPLED_PERCENT: '100', RUM_DECISION_WAIT: '1s' });
  const tee = await startTee(real.url);
  await visitBusyPage(page, site, backend.inbox, tee.url, { 'flush-interval-millis': '500' });
  const preflights = () => tee.exchanges.filter(({ method }) => method === 'OPTIONS');
  const asked = preflights().length;
  expect(asked).toBe(SIGNALS.length);

  await visitBusyPage(await context.newPage(), site, backend.inbox, tee.url);
  await expect
    .poll(() => backend.inbox.logs.filter(({ eventName }) => eventName === 'shop.left').length)
    .toBe(2);
  expect(preflights().length).toBe(asked);
  await tee.close();
});

test('the Collector allows our headers to our origins, and none to others', async ({ start }) => {
  const real = await start({ RUM_ALLOWED_ORIGINS: '[https://shop.example, https://*.shop.example]' });
  const ask = async (origin: string, headers = 'content-encoding,content-type') => {
    const answer = await fetch(`${real.url}/v1/traces`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': headers,
      },
    });
    return {
      origin: answer.headers.get('access-control-allow-origin'),
      headers: answer.headers.get('access-control-allow-headers'),
      maxAge: answer.headers.get('access-control-max-age'),
    };
  };
  const allowed = { headers: 'content-encoding,content-type', maxAge: '7200' };
  expect(await ask('https://shop.example')).toEqual({ origin: 'https://shop.example', ...allowed });
  expect(await ask('https://eu.shop.example')).toEqual({ origin: 'https://eu.shop.example', ...allowed });
  const refused = { origin: null, headers: null, maxAge: null };
  expect(await ask('https://evil.example')).toEqual(refused);
  expect(await ask('https://shop.example', 'x-api-key')).toEqual(refused);

  const answer = await fetch(`${real.url}/v1/traces`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After');
});

test('the Collector refuses bodies over a mebibyte, also gzipped ones, and bodies that are no OTLP', async ({
  start,
}) => {
  const real = await start();
  const post = async (body: Uint8Array, headers = {}) => {
    const answer = await fetch(`${real.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: new Uint8Array(body),
    });
    await answer.text();
    return answer.status;
  };
  const sized = (bytes: number) => Buffer.from(`{"resourceSpans":[]${' '.repeat(bytes - 20)}}`);
  const gzip = { 'content-encoding': 'gzip' };
  expect(await post(sized(1024 * 1024))).toBe(200);
  expect(await post(gzipSync(sized(1024 * 1024)), gzip)).toBe(200);
  expect(await post(sized(1024 * 1024 + 1))).toBe(400);
  expect(await post(gzipSync(sized(100 * 1024 * 1024)), gzip)).toBe(400);
  expect(await post(sized(100), { 'content-type': 'text/plain' })).toBe(415);
  expect(await post(deflateSync(sized(100)), { 'content-encoding': 'deflate' })).toBe(400);
  expect(await post(Buffer.from('<html>'))).toBe(400);
  expect(await real.count('otelcol_receiver_accepted_spans')).toBe(0);
});

const SHORTAGES = {
  memory: { processors: { memory_limiter: { limit_mib: 1 } } },
  'room in its queue': {
    exporters: { otlp_http: { sending_queue: { queue_size: 300, batch: { min_size: 1, max_size: 300 } } } },
  },
};
for (const [shortage, changes] of Object.entries(SHORTAGES)) {
  test(`a Collector that is short of ${shortage} answers 503, after which a page retries`, async ({
    start,
  }) => {
    const real = await start({ RUM_BACKEND: 'http://127.0.0.1:1' }, changes);
    const body = JSON.stringify({ resourceLogs: [logsOf('shop')] });
    const post = async () => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${real.url}/v1/logs`, { method: 'POST', headers, body })).status;
    };
    await expect.poll(post).toBe(503);
    expect(await post(), 'and not for a moment').toBe(503);
  });
}

test('telemetry of other services is dropped', async ({ site, page, backend, start }) => {
  const real = await start({
    RUM_SERVICES: '^(shop|till)$',
    RUM_SAMPLED_PERCENT: '100',
    RUM_DECISION_WAIT: '1s',
  });
  const answer = await fetch(`${real.url}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceLogs: [logsOf('shopping'), logsOf()] }),
  });
  expect(answer.status).toBe(200);
  await visitBusyPage(page, site, backend.inbox, real.url, { 'flush-interval-millis': '500' });
  expect(await real.count('otelcol_receiver_accepted_log_records')).toBeGreaterThan(2);
  expect(backend.inbox.logs.filter(({ eventName }) => eventName === 'plain')).toEqual([]);
});

/** Returns a log record of this service, or of none. */
function logsOf(service?: string) {
  const attributes = service ? [{ key: 'service.name', value: { stringValue: service } }] : [];
  const body = { stringValue: 'a sentence that takes some room'.repeat(3) };
  const logRecords = [{ timeUnixNano: '1790000000000000000', eventName: 'plain', body }];
  return { resource: { attributes }, scopeLogs: [{ scope: {}, logRecords }] };
}
