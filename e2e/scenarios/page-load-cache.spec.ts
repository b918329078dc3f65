import type { Page } from '@playwright/test';
import type { Collector } from '../harness/collector.js';
import type { Span } from '../harness/otlp.js';
import { expect, flush, test } from '../harness/test.js';
import { headerTraceId, metaTraceId, serveTracedDocument } from '../harness/traced-document.js';

const SMALL = 0;
const LARGE = 20_000;

/** The page load of the document that the page shows. */
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

for (const [name, length] of Object.entries({ small: SMALL, large: LARGE })) {
  test.describe(`a ${name} document`, () => {
    test('fresh from the server tells its trace, in a header or in its text', async ({
      page,
      site,
      collector,
    }) => {
      const endpoint = collector.url;
      await page.goto(serveTracedDocument(site, '/', { endpoint, length }));
      expectLinked(await loadOf(page, collector), 'server-timing', headerTraceId(1));
      await page.goto(serveTracedDocument(site, '/meta', { endpoint, length, serverTiming: 'never' }));
      expectLinked(await loadOf(page, collector), 'meta', metaTraceId(1));
      await page.reload();
      expectLinked(await loadOf(page, collector), 'meta', metaTraceId(2));
    });

    for (const serverTiming of ['always', 'never'] as const) {
      test(`out of the HTTP cache tells another visit's trace: refused (Server-Timing: ${serverTiming})`, async ({
        page,
        site,
        collector,
      }) => {
        const url = serveTracedDocument(site, '/', {
          endpoint: collector.url,
          length,
          serverTiming,
          headers: { 'cache-control': 'max-age=600' },
        });
        site.serve('/other', 'other');
        await page.goto(url);
        await loadOf(page, collector);
        await page.goto(`${site.url}/other`);
        await page.goto(url);

        const load = await loadOf(page, collector);
        expectUnlinked(load);
        expect(load.attributes['browser.navigation.type']).toBe('navigate');
        const fetch = await collector.waitForSpan('documentFetch', ({ traceId }) => traceId === load.traceId);
        expect(fetch.attributes['otel_rum.cache_hit']).toBe(true);
        expect(site.requests.filter(({ path }) => path === '/')).toHaveLength(1);
      });

      test(`of Back, out of the HTTP cache: refused (Server-Timing: ${serverTiming})`, async ({
        page,
        site,
        collector,
      }) => {
        const url = serveTracedDocument(site, '/', {
          endpoint: collector.url,
          length,
          serverTiming,
          // Even a document that must be validated comes as it is when the user goes back.
          headers: { 'cache-control': 'no-cache' },
        });
        site.serve('/other', 'other');
        await page.goto(url);
        await loadOf(page, collector);
        await page.goto(`${site.url}/other`);
        await page.goBack();

        const load = await loadOf(page, collector);
        expectUnlinked(load);
        expect(load.attributes['browser.navigation.type']).toBe('back_forward');
        expect(site.requests.filter(({ path }) => path === '/')).toHaveLength(1);
      });
    }

    test('after a 304 has the header of now, and the text of another visit', async ({
      page,
      site,
      collector,
    }) => {
      const endpoint = collector.url;
      for (const [path, serverTiming] of [
        ['/told', 'always'],
        ['/text', 'never'],
      ] as const) {
        const url = serveTracedDocument(site, path, { endpoint, length, serverTiming, etag: '"1"' });
        await page.goto(url);
        await loadOf(page, collector);
        await page.reload();
        const load = await loadOf(page, collector);
        if (serverTiming === 'always') expectLinked(load, 'server-timing', headerTraceId(2));
        else expectUnlinked(load);
        expect(load.attributes['browser.navigation.type']).toBe('reload');
        expect(
          site.requests
            .filter((request) => request.path === path)
            .map(({ headers }) => headers['if-none-match']),
        ).toEqual([undefined, '"1"']);
      }
    });
  });
}

test('a header that a 304 leaves out is that of the visit before: the page cannot tell', async ({
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
  // Known, and told in docs/page-load.md: a server that tells its trace does so in every answer.
  expectLinked(await loadOf(page, collector), 'server-timing', headerTraceId(1));
});
