import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Span } from '../../harness/otlp.js';
import { expect, flush, test } from '../../harness/test.js';
import { headerTraceId, metaTraceId, serveTracedDocument } from '../../harness/traced-document.js';

const LENGTHS = [0, 20_000];

/** Returns the page load of the document that the page shows. */
async function loadOf(page: Page, collector: Collector): Promise<Span> {
  await flush(page);
  const origin = await page.evaluate(() => performance.timeOrigin);
  return collector.waitForSpan('documentLoad', ({ startMillis }) => Math.abs(startMillis - origin) < 1);
}

function expectUnlinked({ attributes, parentSpanId }: Span): void {
  expect(attributes['otel_rum.load.trace_source']).toBeUndefined();
  expect(parentSpanId).toBeUndefined();
}

function expectLinked(span: Span, source: 'server-timing' | 'meta', traceId: string): void {
  expect(span.attributes['otel_rum.load.trace_source']).toBe(source);
  expect(span).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
}

/** Documents of two lengths, with and without a header that has their trace. */
const DOCUMENTS = LENGTHS.flatMap((length) =>
  (['always', 'never'] as const).map((serverTiming) => ({
    path: `/${serverTiming}/${length}`,
    length,
    serverTiming,
  })),
);

test('a document from the server has its trace, in a header or in its text', async ({
  page,
  site,
  collector,
}) => {
  const endpoint = collector.url;
  for (const { path, serverTiming, ...document } of DOCUMENTS) {
    const expectFresh = (load: Span, visit: number) =>
      serverTiming === 'always'
        ? expectLinked(load, 'server-timing', headerTraceId(visit))
        : expectLinked(load, 'meta', metaTraceId(visit));
    await page.goto(serveTracedDocument(site, path, { endpoint, serverTiming, ...document }));
    expectFresh(await loadOf(page, collector), 1);
    await page.reload();
    expectFresh(await loadOf(page, collector), 2);
  }
});

test('the trace of a document from the HTTP cache is ignored, since it belongs to another visit', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/other', 'other');
  for (const { path, ...document } of DOCUMENTS) {
    const url = serveTracedDocument(site, path, {
      endpoint: collector.url,
      headers: { 'cache-control': 'max-age=600' },
      ...document,
    });
    await page.goto(url);
    await page.goto(`${site.url}/other`);
    await page.goto(url);

    const load = await loadOf(page, collector);
    expectUnlinked(load);
    expect(load.attributes['browser.navigation.type']).toBe('navigate');
    const fetch = await collector.waitForSpan('documentFetch', ({ traceId }) => traceId === load.traceId);
    expect(fetch.attributes['otel_rum.cache_hit']).toBe(true);
    expect(site.requests.filter((request) => request.path === path)).toHaveLength(1);
  }
});

test('the trace of a document from the HTTP cache after Back is ignored', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/other', 'other');
  for (const { path, ...document } of DOCUMENTS) {
    const url = serveTracedDocument(site, path, {
      endpoint: collector.url,
      // After Back the browser shows even a document that must be validated from its cache.
      headers: { 'cache-control': 'no-cache' },
      ...document,
    });
    await page.goto(url);
    await page.goto(`${site.url}/other`);
    await page.goBack();

    const load = await loadOf(page, collector);
    expectUnlinked(load);
    expect(load.attributes['browser.navigation.type']).toBe('back_forward');
    expect(site.requests.filter((request) => request.path === path)).toHaveLength(1);
  }
});

test('a document after a 304 has the current header, and the text of another visit', async ({
  page,
  site,
  collector,
}) => {
  for (const { path, serverTiming, ...document } of DOCUMENTS) {
    const url = serveTracedDocument(site, path, {
      endpoint: collector.url,
      serverTiming,
      etag: '"1"',
      ...document,
    });
    await page.goto(url);
    await page.reload();
    const load = await loadOf(page, collector);
    if (serverTiming === 'always') expectLinked(load, 'server-timing', headerTraceId(2));
    else expectUnlinked(load);
    expect(load.attributes['browser.navigation.type']).toBe('reload');
    expect(
      site.requests.filter((request) => request.path === path).map(({ headers }) => headers['if-none-match']),
    ).toEqual([undefined, '"1"']);
  }
});

test('if a 304 omits the header, it is the previous visit’s, which the page cannot detect', async ({
  page,
  site,
  collector,
}) => {
  const url = serveTracedDocument(site, '/', {
    endpoint: collector.url,
    serverTiming: 'unless-unchanged',
    etag: '"1"',
  });
  await page.goto(url);
  await loadOf(page, collector);
  await page.reload();
  // Known, see docs/reference/page-load.md: a server must send its trace in every response.
  expectLinked(await loadOf(page, collector), 'server-timing', headerTraceId(1));
});
