import { bundle } from '../../harness/bundle.js';
import { serveModulePage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';
import { parseTraceparent, traceparentOf } from '../../harness/traceparent.js';

test('official instrumentations plug in by fromOtel, in place of ours', async ({ page, site, collector }) => {
  site.serve('/api/movies/7', { body: '{}' });
  const script = await bundle(`
    import { DocumentLoadInstrumentation } from '@opentelemetry/instrumentation-document-load';
    import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
    import { fromOtel, getRum, initRum } from 'otel-rum';

    initRum({
      serviceName: 'shop',
      endpoint: '${collector.url}',
      flushIntervalMillis: 300,
      instrumentations: (ours) => [
        ...ours,
        fromOtel(new FetchInstrumentation({ ignoreUrls: [/\\/v1\\//] }), 'fetch'),
        fromOtel(new DocumentLoadInstrumentation(), 'page-load'),
      ],
    });
    document.getElementById('buy').onclick = async () => {
      await null;
      const response = await fetch('/api/movies/7');
      await response.text();
    };
  `);
  await page.goto(serveModulePage(site, '/', script, '<button id="buy">Buy</button>'));
  const load = await collector.waitForSpan('documentLoad');
  expect(load.scope.name).toBe('@opentelemetry/instrumentation-document-load');
  await collector.waitForSpan('documentFetch', ({ parentSpanId }) => parentSpanId === load.spanId);

  await page.click('#buy');
  const request = await collector.waitForSpan(/^GET|^HTTP GET/);
  expect(request.scope.name).toBe('@opentelemetry/instrumentation-fetch');
  // It passes through our pipeline: enriched, and a child of our user action.
  expect(request.attributes).toMatchObject({
    'session.id': expect.any(String),
    'otel_rum.page_view.id': expect.any(String),
  });
  const click = await collector.waitForSpan('click');
  expect(request).toMatchObject({ traceId: click.traceId, parentSpanId: click.spanId });
  const { headers } = await site.waitForRequest('/api/movies/7');
  expect(parseTraceparent(headers.traceparent)).toEqual(traceparentOf(request));

  // Ours of the same names are replaced: one span each.
  expect(collector.spans.filter(({ name }) => name === 'documentLoad')).toHaveLength(1);
  expect(collector.spans.filter(({ kind }) => kind === 'client')).toHaveLength(1);
});

test('otel-rum/zone follows the app’s own context through timers and events', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/api/later', { body: '{}' });
  const script = await bundle(`
    import 'zone.js';
    import { trace } from '@opentelemetry/api';
    import { initRum } from 'otel-rum';
    import { zoneContext } from 'otel-rum/zone';

    initRum({
      serviceName: 'shop',
      endpoint: '${collector.url}',
      flushIntervalMillis: 300,
      contextManager: zoneContext(),
    });
    const tracer = trace.getTracer('shop');
    document.getElementById('own').onclick = () => tracer.startActiveSpan('own', (span) => {
      setTimeout(() => {
        new Promise((resolve) => setTimeout(resolve, 20)).then(() => fetch('/api/later')).then((response) => {
          response.text();
          span.end();
        });
      }, 20);
    });
    document.getElementById('async').onclick = async () => {
      await null;
      await (await fetch('/api/ok')).text();
    };
  `);
  await page.goto(
    serveModulePage(site, '/', script, '<button id="own">Own</button><button id="async">Async</button>'),
  );
  await collector.waitForSpan('documentLoad');

  await page.click('#own');
  const own = await collector.waitForSpan('own');
  expect(await collector.waitForSpan('GET /api/later')).toMatchObject({
    traceId: own.traceId,
    parentSpanId: own.spanId,
  });
  // And user actions are followed beyond a native await, as without a zone.
  await page.click('#async');
  const request = await collector.waitForSpan('GET /api/ok');
  await collector.waitForSpan(
    'click',
    ({ spanId, traceId }) => spanId === request.parentSpanId && traceId === request.traceId,
  );
});
