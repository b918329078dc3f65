import { bundle } from '../../harness/bundle.js';
import type { Span } from '../../harness/otlp.js';
import { serveModulePage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

const BODY = '<button id="buy">Buy</button>';
const HANDLER = `
  document.getElementById('buy').onclick = async () => {
    const span = trace.getTracer('app', '1').startSpan('checkout', { attributes: { 'cart.items': 3 } });
    await (await fetch('/api/orders/4711')).text();
    span.end();
  };
`;

/** Returns the parts of a span that are equal in each visit: its name, its attributes' names, its parent's name. */
const shapeOf = (span: Span, all: readonly Span[]) => ({
  name: span.name,
  kind: span.kind,
  scope: span.scope.name,
  parent: all.find(({ spanId }) => spanId === span.parentSpanId)?.name,
  attributes: Object.keys(span.attributes)
    .filter((name) => !name.startsWith('otel_rum.timing.'))
    .sort(),
  resource: Object.keys(span.resource).sort(),
});

test('the official provider sends the same as our tracer', async ({ context, site, collector }) => {
  site.serve('/api/orders/4711', { body: '{}' });
  const visit = async (path: string, imports: string, option: string) => {
    const script = await bundle(`
      import { trace } from '@opentelemetry/api';
      import { initRum } from 'otel-rum';
      ${imports}
      initRum({ serviceName: '${path.slice(1)}', endpoint: '${collector.url}', flushIntervalMillis: 300, ${option} });
      ${HANDLER}
    `);
    const page = await context.newPage();
    await page.goto(serveModulePage(site, path, script, BODY));
    await page.click('#buy');
    const ofVisit = ({ resource }: Span) => resource['service.name'] === path.slice(1);
    for (const name of ['documentLoad', 'documentFetch', 'click', 'checkout', 'GET /api/orders/{id}'])
      await collector.waitForSpan(name, ofVisit);
    const spans = collector.spans.filter(ofVisit);
    return spans.map((span) => shapeOf(span, spans)).sort((a, b) => (a.name < b.name ? -1 : 1));
  };

  const ours = await visit('/ours', '', '');
  const official = await visit('/sdk', `import { sdkTraces } from 'otel-rum/sdk';`, 'traces: sdkTraces(),');
  expect(official).toEqual(ours);
  expect(ours.find(({ name }) => name === 'checkout')?.parent).toBe('click');
});

test("the app's span processors and id generator work, and attributes of a processor are sent", async ({
  page,
  site,
  collector,
}) => {
  const script = await bundle(`
    import { trace } from '@opentelemetry/api';
    import { initRum } from 'otel-rum';
    import { sdkTraces } from 'otel-rum/sdk';
    let count = 0;
    const done = async () => {};
    initRum({
      serviceName: 'shop',
      endpoint: '${collector.url}',
      flushIntervalMillis: 300,
      traces: sdkTraces({
        idGenerator: {
          generateTraceId: () => 'a'.repeat(32),
          generateSpanId: () => (++count).toString(16).padStart(16, '0'),
        },
        spanProcessors: [
          { onStart: (span) => span.setAttribute('app.tenant', 't1'), onEnd() {}, forceFlush: done, shutdown: done },
        ],
      }),
    });
    trace.getTracer('app').startSpan('checkout').end();
  `);
  await page.goto(serveModulePage(site, '/', script, BODY));
  const span = await collector.waitForSpan('checkout');
  expect(span.traceId).toBe('a'.repeat(32));
  expect(span.spanId).toMatch(/^0{10}/);
  expect(span.attributes).toMatchObject({ 'app.tenant': 't1', 'session.id': expect.any(String) });
});

test('a provider that the app has registered before works too, with the spans that it has recorded', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/api/orders/4711', { body: '{}' });
  const script = await bundle(`
    import { trace } from '@opentelemetry/api';
    import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
    import { initRum } from 'otel-rum';
    import { rumSpanProcessor } from 'otel-rum/sdk';
    const processor = rumSpanProcessor();
    const provider = new WebTracerProvider({ spanProcessors: [processor] });
    provider.register({ contextManager: null, propagator: null });
    trace.getTracer('app').startSpan('before').end();
    initRum({
      serviceName: 'shop',
      endpoint: '${collector.url}',
      flushIntervalMillis: 300,
      traces: processor.of(provider),
    });
    ${HANDLER}
  `);
  await page.goto(serveModulePage(site, '/', script, BODY));
  const before = await collector.waitForSpan('before');
  expect(before.attributes['session.id']).toEqual(expect.any(String));
  await page.click('#buy');
  const click = await collector.waitForSpan('click');
  const request = await collector.waitForSpan('GET /api/orders/{id}');
  const checkout = await collector.waitForSpan('checkout');
  expect([request.parentSpanId, checkout.parentSpanId]).toEqual([click.spanId, click.spanId]);
});
