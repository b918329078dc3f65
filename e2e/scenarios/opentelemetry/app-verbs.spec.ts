import { readFileSync } from 'node:fs';
import { bundle } from '../../harness/bundle.js';
import { serveModulePage } from '../../harness/pages.js';
import { html } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

/** Calls each function of `rum`, and sets `window.seen` to their results. */
const USE = `
  rum.setUser({ id: 'u-1', email: 'ada@shop.example', roles: ['editor'], attributes: { 'app.plan': 'free' } });
  rum.log('the cart was restored', { level: 'warn', attributes: { 'cart.size': 3 } });
  rum.recordDuration('map.ready', performance.now() - 40, { 'map.tiles': 7 });
  const upload = rum.startSpan('upload', { attributes: { 'file.count': 2 } });
  upload.end();
  window.seen = await rum.withSpan('checkout', (span) => {
    const inner = rum.getTraceContext();
    return fetch('/api/ok').then(() => ({ session: rum.getSessionId(), inner, outer: span.spanContext().traceId }));
  });
  await rum.withSpan('fails', () => Promise.reject(new TypeError('no stock'))).catch((error) => { window.seen.error = error.message; });
`;

for (const from of ['script tag', 'npm'] as const) {
  test(`${from}: spans, logs and ids without the API of OpenTelemetry`, async ({ page, site, collector }) => {
    const options = JSON.stringify({ serviceName: 'shop', endpoint: collector.url });
    if (from === 'npm') {
      const script = `import { initRum } from 'otel-rum'; const rum = initRum(${options}); ${USE} await rum.flush();`;
      await page.goto(serveModulePage(site, '/', await bundle(script)));
    } else {
      site.serve(
        '/',
        `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js"></script>
<script type="module">otelRum.initRum(${options}); const rum = otelRum; ${USE}</script>`,
      );
      await page.goto(`${site.url}/`);
      await page.waitForFunction('window.seen?.error');
      await flush(page);
    }

    const checkout = await collector.waitForSpan('checkout');
    const request = await collector.waitForSpan('GET /api/ok');
    expect(request).toMatchObject({ traceId: checkout.traceId, parentSpanId: checkout.spanId });
    const seen = (await page.evaluate('window.seen')) as Record<string, unknown>;
    expect(seen).toEqual({
      session: checkout.attributes['session.id'],
      inner: {
        traceId: checkout.traceId,
        spanId: checkout.spanId,
        traceparent: `00-${checkout.traceId}-${checkout.spanId}-03`,
        tracestate: expect.any(String),
      },
      outer: checkout.traceId,
      error: 'no stock',
    });
    expect(await collector.waitForSpan('fails')).toMatchObject({
      status: 'error',
      events: [{ name: 'exception', attributes: { 'exception.message': 'no stock' } }],
    });
    expect((await collector.waitForSpan('upload')).attributes).toMatchObject({
      'file.count': 2,
      'user.id': 'u-1',
      'user.email': 'ada@shop.example',
      'user.roles': ['editor'],
      'app.plan': 'free',
    });
    const ready = await collector.waitForSpan('map.ready');
    expect(ready.attributes['map.tiles']).toBe(7);
    expect(ready.endMillis - ready.startMillis).toBeGreaterThanOrEqual(39);
    const log = await collector.waitFor(
      ({ logs }) => logs.find(({ body }) => body === 'the cart was restored'),
      'the log',
    );
    expect(log).toMatchObject({ severityNumber: 13, attributes: { 'cart.size': 3, 'user.id': 'u-1' } });
  });
}

test('the inline loader keeps logs and durations, and runs callbacks of withSpan', async ({
  page,
  site,
  collector,
}) => {
  const loader = readFileSync('dist/loader.js', 'utf8');
  site.serve('/', () =>
    html(`<!doctype html><title>Shop</title><script>${loader}</script><script>
      window.ran = otelRum.withSpan('early', (span) => { span.setAttribute('a', 1).end(); return 7; });
      otelRum.startSpan('early').end();
      window.session = otelRum.getSessionId();
      otelRum.log('early log');
      otelRum.recordDuration('early duration', 0);
      window.at = performance.now();
    </script><script src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${collector.url}"></script>`),
  );
  await page.goto(`${site.url}/`);
  await collector.waitFor(({ logs }) => logs.find(({ body }) => body === 'early log'), 'the early log');
  const duration = await collector.waitForSpan('early duration');
  const at = Number(await page.evaluate('window.at'));
  expect(duration.endMillis - duration.startMillis).toBeLessThanOrEqual(at + 1);
  expect(await page.evaluate('[window.ran, typeof window.session]')).toEqual([7, 'undefined']);
  await flush(page);
  expect(collector.spans.filter(({ name }) => name === 'early')).toEqual([]);
});

test('after setConsent("denied") there is no session id and no trace context', async ({
  page,
  site,
  collector,
}) => {
  site.serve(
    '/',
    `<!doctype html><title>Shop</title><script src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${collector.url}"></script>`,
  );
  await page.goto(`${site.url}/`);
  const asked =
    'otelRum.withSpan("x", () => [typeof otelRum.getSessionId(), typeof otelRum.getTraceContext()])';
  expect(await page.evaluate(asked)).toEqual(['string', 'object']);
  await page.evaluate('otelRum.setConsent("denied")');
  expect(await page.evaluate(asked)).toEqual(['undefined', 'undefined']);
});
