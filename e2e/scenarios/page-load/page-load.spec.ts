import { serveSnippetPage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SERVER_SPAN_ID = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE_ID}-${SERVER_SPAN_ID}-01`;

test.describe('page load', () => {
  test('is one trace with the server span that Server-Timing names', async ({ page, site, collector }) => {
    const url = serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      headers: { 'server-timing': `traceparent;desc="${TRACEPARENT}"` },
    });
    await page.goto(url);

    const load = await collector.waitForSpan('documentLoad');
    const fetch = await collector.waitForSpan('documentFetch');
    expect(load.kind).toBe('internal');
    expect(load.attributes).toMatchObject({
      'otel_rum.load.trace_source': 'server-timing',
      'browser.document.url.full': url,
      'session.id': expect.stringMatching(/^[\da-f]{32}$/),
      'otel_rum.page_view.id': expect.stringMatching(/^[\da-f]+$/),
    });
    expect(load.resource).toMatchObject({
      'service.name': 'shop',
      'telemetry.sdk.language': 'webjs',
      'telemetry.distro.name': 'otel-rum',
    });
    // The load is a child of the server's span for the document, and its fetch a child of the load.
    expect(load).toMatchObject({ traceId: TRACE_ID, parentSpanId: SERVER_SPAN_ID });
    expect(fetch).toMatchObject({ traceId: TRACE_ID, parentSpanId: load.spanId });
    expect(load.endMillis).toBeGreaterThanOrEqual(fetch.endMillis);
    expect(load.startMillis).toBeLessThanOrEqual(fetch.startMillis);
    expect(Math.abs(Date.now() - load.endMillis)).toBeLessThan(60_000);
  });

  test('is one trace with the server span that the meta tag names', async ({ page, site, collector }) => {
    const url = serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      head: `<meta name="traceparent" content="${TRACEPARENT}">`,
    });
    await page.goto(url);

    const load = await collector.waitForSpan('documentLoad');
    expect(load.attributes['otel_rum.load.trace_source']).toBe('meta');
    expect(load).toMatchObject({ traceId: TRACE_ID, parentSpanId: SERVER_SPAN_ID });
  });
});
