import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Site } from '../../harness/site.js';
import { expect, flush } from '../../harness/test.js';
import type { Tee } from './tee.js';

/** A page behind a proxy of the site, and of the collector at `/otlp`. */
interface World {
  page: Page;
  /** Behind the proxy. */
  site: Site;
  /** Between the proxy and the collector. */
  tee: Tee;
  collector: Collector;
  /** The proxy's origin. */
  origin: string;
}

/**
 * Opens a page that calls an API and adds an event when `#ask` is clicked; expects that its telemetry arrives as it
 * would without a proxy, and without CORS requests.
 */
export async function expectSameOriginDelivery({ page, site, tee, collector, origin }: World): Promise<void> {
  await page.goto(origin);
  await page.click('#ask');
  await collector.waitForEvent('shop.asked');
  const request = await collector.waitForSpan('GET /api/ok');
  const load = await collector.waitForSpan('documentLoad');
  expect(load.attributes['browser.document.url.full']).toBe(`${origin}/`);
  await flush(page);

  const { headers } = await site.waitForRequest('/api/ok');
  expect(headers.traceparent, 'the page’s own origin gets traceparent').toContain(
    `00-${request.traceId}-${request.spanId}-`,
  );
  // The first batch of a signal is never gzipped.
  await page.click('#ask');
  await flush(page);
  await page.click('#ask');
  await page.close({ runBeforeUnload: false });
  await collector.waitForPoint('otel_rum.web_vital.lcp');
  await collector.waitFor(
    ({ logs }) => logs.filter(({ eventName }) => eventName === 'shop.asked').length === 3,
    'the event right before the page was closed',
  );

  expect(new Set(tee.exchanges.map(({ method }) => method)), 'no preflight').toEqual(new Set(['POST']));
  expect(site.requests.filter(({ method }) => method === 'OPTIONS')).toEqual([]);
  expect(new Set(tee.exchanges.map(({ path }) => path))).toEqual(
    new Set(['/v1/traces', '/v1/logs', '/v1/metrics']),
  );
  expect(new Set(tee.exchanges.map(({ status }) => status))).toEqual(new Set([200]));
  const gzipped = tee.exchanges.filter(({ headers }) => headers['content-encoding'] === 'gzip');
  expect(gzipped.length, 'gzip passes').toBeGreaterThan(0);
}
