import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { html } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const loader = readFileSync(fileURLToPath(new URL('../../../dist/loader.js', import.meta.url)), 'utf8');

test('records from before the bundle was loaded arrive once', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  const bundle = readFileSync(fileURLToPath(new URL('../../../dist/otel-rum.iife.js', import.meta.url)));
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  site.serve('/slow.js', { until, headers: { 'content-type': 'text/javascript' }, body: bundle });
  site.serve('/', () =>
    html(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<script nonce="abc">${loader}</script>
<script nonce="abc" async src="/slow.js" data-service-name="shop" data-endpoint="${collector.url}"></script>
<script nonce="abc">
  otelRum.setUser({ id: 'u-1' });
  otelRum.addEvent('shop.early', { early: true });
  otelRum.captureError(new Error('captured early'));
  Promise.reject(new RangeError('rejected early'));
  setTimeout(() => { throw new TypeError('thrown early'); });
</script></head><body><h1>Shop</h1><script src="https://blocked.example/a.js"></script></body></html>`,
      { 'content-security-policy': `script-src 'self' 'nonce-abc'; connect-src 'self' ${collector.url}` },
    ),
  );
  await page.goto(`${site.url}/`, { waitUntil: 'commit' });
  await expect
    .poll(() => consoleOutput.errors.map(({ message }) => message).sort())
    .toEqual(['rejected early', 'thrown early']);
  await expect
    .poll(() => consoleOutput.messages.filter((message) => /blocked\.example/.test(message.text())).length)
    .toBe(1);
  release();

  const event = await collector.waitForEvent('shop.early');
  expect(event.attributes).toMatchObject({ early: true, 'user.id': 'u-1', 'session.id': expect.any(String) });
  const violation = await collector.waitForEvent('otel_rum.csp_violation');
  expect(violation.attributes['otel_rum.csp_violation.effective_directive']).toContain('script-src');
  await page.evaluate(() => {
    setTimeout(() => {
      throw new SyntaxError('thrown late');
    });
  });
  await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.message'] === 'thrown late',
  );
  await flush(page);

  const reported = collector.logs
    .filter(({ eventName }) => eventName === 'exception')
    .map(({ attributes }) => [attributes['exception.type'], attributes['exception.message']]);
  expect(reported.sort()).toEqual([
    ['Error', 'captured early'],
    ['RangeError', 'rejected early'],
    ['SyntaxError', 'thrown late'],
    ['TypeError', 'thrown early'],
  ]);
});

test('the script tag alone starts, and its global has the named exports', async ({
  page,
  site,
  collector,
}) => {
  site.serve(
    '/',
    `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js"></script><script>
      window.rum = otelRum.initRum({ serviceName: 'by-hand', endpoint: '${collector.url}' });
    </script>`,
  );
  await page.goto(`${site.url}/`);
  const load = await collector.waitForSpan('documentLoad');
  expect(load.resource['service.name']).toBe('by-hand');
  const names = await page.evaluate(() =>
    Object.keys((window as unknown as { otelRum: object }).otelRum).filter((name) => !name.startsWith('_')),
  );
  expect(names).toEqual(expect.arrayContaining(['initRum', 'getRum', 'fromOtel', 'captureError', 'flush']));
});

test('every option can be set on the tag', async ({ page, site, collector }) => {
  site.serve('/', () =>
    html(`<!doctype html><title>Shop</title><script async src="/otel-rum.iife.js" data-service-name="shop"
      data-endpoint="${collector.url}" data-service-version="1.4.2" data-environment="test" data-sample-rate="1"
      data-attributes='{"shop.id": 7}' data-ignore-urls="/api/failing" data-url-templates="/api/:thing"
      data-flush-interval-millis="300"></script>`),
  );
  await page.goto(`${site.url}/?token=secret#part`);
  const load = await collector.waitForSpan('documentLoad');
  expect(load.resource).toMatchObject({ 'service.version': '1.4.2', 'deployment.environment.name': 'test' });
  expect(load.attributes['shop.id']).toBe(7);
  expect(JSON.stringify(load.attributes)).not.toContain('secret');
  await page.evaluate(async () => {
    await (await fetch('/api/failing')).text();
    await (await fetch('/api/ok')).text();
  });
  await collector.waitForSpan('GET /api/{thing}');
  await flush(page);
  expect(
    collector.spans.filter(({ attributes }) => String(attributes['url.full']).includes('failing')),
  ).toEqual([]);
});
