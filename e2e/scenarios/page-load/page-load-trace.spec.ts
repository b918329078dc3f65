import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Span } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const IDS = `${TRACE_ID}-${SPAN_ID}`;
const OTHER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const timing = (...traceparents: string[]) =>
  traceparents.map((value) => `traceparent;desc="${value}"`).join(', ');

const VALID = {
  'sampled (01)': timing(`00-${IDS}-01`),
  'not sampled (00)': timing(`00-${IDS}-00`),
  'sampled, and with a random id (03)': timing(`00-${IDS}-03`),
  'with flags that are not known yet (ff)': timing(`00-${IDS}-ff`),
  'of a later version, with more at its end': timing(`01-${IDS}-01-what-comes-then`),
  'as a token, among others': `cdn-cache;desc=HIT, traceparent;desc=00-${IDS}-01, db;dur=53`,
  'after one that is none': timing('unknown', `00-${IDS}-01`),
  'before another': timing(`00-${IDS}-01`, OTHER),
};
const INVALID = {
  'version ff': `ff-${IDS}-01`,
  'version 00 with more at its end': `00-${IDS}-01-more`,
  'a version of one digit': `0-${IDS}-01`,
  'upper case': `00-${IDS.toUpperCase()}-01`,
  'a trace id of zeros': `00-${'0'.repeat(32)}-${SPAN_ID}-01`,
  'a span id of zeros': `00-${TRACE_ID}-${'0'.repeat(16)}-01`,
  'an id of 64 bits': `00-${TRACE_ID.slice(16)}-${SPAN_ID}-01`,
  'no flags': `00-${IDS}`,
  nothing: '',
};

interface Visit {
  page: Page;
  site: Site;
  collector: Collector;
}

/** Returns the load span of a page with this header and this meta tag. */
async function visit({ page, site, collector }: Visit, serverTiming: string, meta: string) {
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    headers: { 'server-timing': serverTiming },
    head: `<meta name="traceparent" content="${meta}">`,
    tag: '',
  });
  const isNew = (() => {
    const known = new Set(collector.spans);
    return (span: Span) => !known.has(span);
  })();
  await page.goto(url);
  await flush(page);
  const load = await collector.waitForSpan('documentLoad', isNew);
  return { load, fetch: await collector.waitForSpan('documentFetch', isNew) };
}

test('a page load joins the trace in Server-Timing', async ({ page, site, collector }) => {
  for (const [what, header] of Object.entries(VALID)) {
    await test.step(what, async () => {
      const { load, fetch } = await visit({ page, site, collector }, header, OTHER);
      expect(load, what).toMatchObject({ traceId: TRACE_ID, parentSpanId: SPAN_ID });
      expect(load.attributes['otel_rum.load.trace_source'], what).toBe('server-timing');
      expect(fetch, what).toMatchObject({ traceId: TRACE_ID, parentSpanId: load.spanId });
    });
  }
});

test('a page load starts its own trace if the value in Server-Timing is invalid', async ({
  page,
  site,
  collector,
}) => {
  for (const [what, value] of Object.entries(INVALID)) {
    await test.step(what, async () => {
      const { load, fetch } = await visit({ page, site, collector }, timing(value), value);
      expect(load.parentSpanId, what).toBeUndefined();
      expect(load.traceId, what).not.toContain(TRACE_ID.slice(16));
      expect(load.attributes['otel_rum.load.trace_source'], what).toBeUndefined();
      expect(fetch, what).toMatchObject({ traceId: load.traceId, parentSpanId: load.spanId });
    });
  }
});

test('the meta tag is used if Server-Timing has no trace', async ({ page, site, collector }) => {
  const { load } = await visit({ page, site, collector }, timing('unknown'), OTHER);
  expect(load.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  expect(load.attributes['otel_rum.load.trace_source']).toBe('meta');
});
