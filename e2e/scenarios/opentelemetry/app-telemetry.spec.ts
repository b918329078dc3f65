import { API_VERSIONS, type ApiVersion, bundle } from '../../harness/bundle.js';
import { serveModulePage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

/** The package with the Logs API for each version of the API. */
const LOGS: Record<ApiVersion, string> = {
  '1.9': `import { logs } from '@opentelemetry/api-logs';`,
  '1.10': `import { logs } from '@opentelemetry/api';`,
};

for (const version of Object.keys(API_VERSIONS) as ApiVersion[]) {
  test(`an app's own span, instruments and log, by @opentelemetry/api ${version}`, async ({
    page,
    site,
    collector,
  }) => {
    site.serve('/api/movies/7', { body: '{}' });
    const script = await bundle(
      `
      import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
      ${LOGS[version]}
      import { getRum, initRum } from 'otel-rum';

      // A tracer that is created before the SDK starts works too.
      const tracer = trace.getTracer('shop', '2.0.0');
      initRum({ serviceName: 'shop', endpoint: '${collector.url}', serviceVersion: '1.4.2', environment: 'test' });

      await tracer.startActiveSpan('checkout', { attributes: { 'cart.size': 3, 'cart.value': 42.5, paid: true } }, async (span) => {
        logs.getLogger('shop').emit({ severityNumber: 9, body: 'inside', attributes: { tags: ['a', 'b'] } });
        await fetch('/api/movies/7').then((response) => response.text());
        span.addEvent('packed', { boxes: 2 });
        span.setStatus({ code: SpanStatusCode.ERROR, message: 'no stock' });
        span.end();
      });
      const meter = metrics.getMeter('shop');
      const orders = meter.createCounter('shop.orders', { unit: '{order}' });
      orders.add(2, { kind: 'film' });
      orders.add(3, { kind: 'film' });
      meter.createHistogram('shop.wait', { unit: 's', advice: { explicitBucketBoundaries: [1, 5] } }).record(2.5);
      meter.createUpDownCounter('shop.open').add(-1);
      meter.createGauge('shop.queue').record(7.5);
      meter.createObservableGauge('shop.observed').addCallback((result) => result.observe(4));
      logs.getLogger('shop').emit({ eventName: 'shop.opened', attributes: { big: 9007199254740991 } });
      await getRum().flush();
      `,
      version,
    );
    await page.goto(serveModulePage(site, '/', script));

    const span = await collector.waitForSpan('checkout');
    expect(span).toMatchObject({
      kind: 'internal',
      status: 'error',
      scope: { name: 'shop', version: '2.0.0' },
      events: [{ name: 'packed', attributes: { boxes: 2 } }],
    });
    expect(span.attributes).toMatchObject({
      'cart.size': 3,
      'cart.value': 42.5,
      paid: true,
      'session.id': expect.any(String),
    });
    expect(span.resource).toMatchObject({
      'service.version': '1.4.2',
      'deployment.environment.name': 'test',
    });
    const request = await collector.waitForSpan('GET /api/movies/{id}');
    expect(request).toMatchObject({ traceId: span.traceId, parentSpanId: span.spanId });

    const log = await collector.waitFor(
      ({ logs }) => logs.find(({ body }) => body === 'inside'),
      'log "inside"',
    );
    expect(log).toMatchObject({ severityNumber: 9, traceId: span.traceId, spanId: span.spanId });
    expect(log.attributes).toMatchObject({ tags: ['a', 'b'], 'session.id': expect.any(String) });
    const event = await collector.waitForEvent('shop.opened');
    expect(event.attributes.big).toBe(9_007_199_254_740_991);

    const orders = await collector.waitForPoint('shop.orders');
    expect(orders).toMatchObject({ value: 5, attributes: { kind: 'film' } });
    expect(orders.metric).toMatchObject({
      kind: 'sum',
      temporality: 'delta',
      isMonotonic: true,
      unit: '{order}',
      scope: { name: 'shop' },
    });
    expect(orders.startMillis).toBeLessThan(orders.endMillis);
    expect(await collector.waitForPoint('shop.wait')).toMatchObject({
      count: 1,
      sum: 2.5,
      min: 2.5,
      max: 2.5,
      bounds: [1, 5],
      bucketCounts: [0, 1, 0],
    });
    const open = await collector.waitForPoint('shop.open');
    expect(open).toMatchObject({ value: -1, metric: { kind: 'sum', isMonotonic: false } });
    expect(await collector.waitForPoint('shop.queue')).toMatchObject({
      value: 7.5,
      metric: { kind: 'gauge' },
    });
    expect(await collector.waitForPoint('shop.observed')).toMatchObject({
      value: 4,
      metric: { kind: 'gauge' },
    });
  });
}
