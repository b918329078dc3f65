import type { Page } from '@playwright/test';
import { bundle } from '../../harness/bundle.js';
import { supports } from '../../harness/engine-support.js';
import { serveModulePage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

/** Opens a page whose app is built from the package, with these options. */
async function open(page: Page, site: Site, options: string): Promise<void> {
  const script = await bundle(`
    import { initRum } from 'otel-rum';
    globalThis.rum = initRum({ serviceName: 'shop', flushIntervalMillis: 300, ${options} });
    globalThis.get = (url) => fetch(url).then((response) => response.text());
  `);
  await page.goto(serveModulePage(site, '/', script));
  await page.waitForFunction(() => 'rum' in globalThis);
}
const run = (page: Page, code: string) => page.evaluate(code);
const flagsOf = (site: Site, path: string) =>
  site.requests
    .filter((request) => request.path === path)
    .map(({ headers }) => Number.parseInt(String(headers.traceparent).slice(-2), 16) & 1);

test('a session that is not sampled sends only its metrics, and propagates the unset flag', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, `endpoint: '${collector.url}', sampleRate: () => 0`);
  await run(page, `get('/api/ok').then(() => rum.flush())`);
  await collector.waitForPoint('http.client.request.duration');
  expect(collector.spans).toEqual([]);
  expect(collector.logs).toEqual([]);
  expect(flagsOf(site, '/api/ok')).toEqual([0]);
});

test('with keepOnError, the records that led to an error arrive, marked with the reason', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, `endpoint: '${collector.url}', sampleRate: 0, keepOnError: true`);
  await run(page, `get('/api/ok').then(() => rum.flush())`);
  await collector.waitForPoint('http.client.request.duration');
  expect(collector.spans).toEqual([]);

  await run(page, `rum.captureError(new Error('too bad'))`);
  await run(page, 'rum.flush()');
  const request = await collector.waitForSpan('GET /api/ok');
  const exception = await collector.waitForEvent('exception');
  await collector.waitForSpan('documentLoad');
  for (const { attributes } of [...collector.spans, ...collector.logs])
    expect(attributes['otel_rum.sampling.kept_on_error']).toBe(true);
  expect(exception.attributes['session.id']).toBe(request.attributes['session.id']);
  expect(flagsOf(site, '/api/ok')).toEqual([0]);
});

test('sampleRate as a function receives the attributes of resource and app', async ({
  page,
  site,
  collector,
}) => {
  const rate = `sampleRate: (attributes) => attributes['app.plan'] === 'paid' && attributes['service.name'] === 'shop' ? 1 : 0`;
  await open(page, site, `endpoint: '${collector.url}', attributes: { 'app.plan': 'paid' }, ${rate}`);
  await run(page, 'rum.flush()');
  const load = await collector.waitForSpan('documentLoad');
  expect(load.traceState).toBe('ot=th:0');
  await open(page, site, `endpoint: '${collector.url}', attributes: { 'app.plan': 'free' }, ${rate}`);
  await run(page, `get('/api/slow').then(() => rum.flush())`);
  await collector.waitForPoint(
    'http.client.request.duration',
    ({ attributes }) => attributes['url.template'] === '/api/slow',
  );
  expect(collector.spans.map(({ name }) => name)).not.toContain('GET /api/slow');
});

test('beforeSend receives spans, events and data points, can change the first two, and can drop each', async ({
  page,
  site,
  collector,
}) => {
  await open(
    page,
    site,
    `endpoint: '${collector.url}', beforeSend: (record) => {
      if (record.kind === 'metric') return record.name !== 'http.client.request.duration';
      if (record.name === 'shop.secret') return false;
      record.attributes['app.seen'] = record.kind;
      return true;
    }`,
  );
  await run(
    page,
    `rum.addEvent('shop.secret'); rum.addEvent('shop.public'); get('/api/ok').then(() => rum.flush())`,
  );
  const event = await collector.waitForEvent('shop.public');
  const span = await collector.waitForSpan('GET /api/ok');
  await collector.waitForPoint('otel_rum.page_load.duration');
  expect(event.attributes['app.seen']).toBe('log');
  expect(span.attributes['app.seen']).toBe('span');
  expect(collector.logs.map(({ eventName }) => eventName)).not.toContain('shop.secret');
  expect(collector.metrics.map(({ name }) => name)).not.toContain('http.client.request.duration');
});

test.describe('a callback of the app that throws', () => {
  test.use({ isOursExpected: true });

  test('drops the records for which it threw, with one warning, and the page is unaffected', async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    await open(
      page,
      site,
      `endpoint: '${collector.url}', beforeSend: ({ name }) => {
        if (name === 'shop.bad') throw new Error('mine');
      }`,
    );
    await run(
      page,
      `rum.addEvent('shop.bad'); rum.addEvent('shop.bad'); rum.addEvent('shop.good'); rum.flush()`,
    );
    await collector.waitForEvent('shop.good');
    expect(collector.logs.map(({ eventName }) => eventName)).not.toContain('shop.bad');
    const warnings = consoleOutput.messages
      .map((message) => message.text())
      .filter((text) => text.includes('otel-rum'));
    if (supports('consoleOutput')) expect(warnings).toEqual([expect.stringContaining('beforeSend threw')]);
    expect(consoleOutput.errors).toEqual([]);
  });

  for (const rate of ['Number.NaN', "{ throw new Error('mine') }", "'0.5'"])
    test(`or returns no rate, but ${rate}: no spans and events are sent`, async ({
      page,
      site,
      collector,
      consoleOutput,
    }) => {
      await open(page, site, `endpoint: '${collector.url}', sampleRate: () => ${rate}`);
      await run(page, `rum.addEvent('shop.one'); rum.flush()`);
      expect([collector.spans, collector.logs]).toEqual([[], []]);
      const messages = consoleOutput.messages
        .map((message) => message.text())
        .filter((text) => text.includes('otel-rum'));
      if (supports('consoleOutput'))
        expect(messages).toEqual([expect.stringContaining("option 'sampleRate' must return a number")]);
      expect(consoleOutput.errors).toEqual([]);
    });
});
