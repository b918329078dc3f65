import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

async function open(page: Page, site: Site, collector: Collector, body: string): Promise<void> {
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      tag: '',
      body,
    }),
  );
}

const exceptions = (collector: Collector) =>
  collector.logs.filter(({ eventName }) => eventName === 'exception');
const counted = (collector: Collector) =>
  collector.metrics
    .filter(({ name }) => name === 'otel_rum.exceptions')
    .flatMap(({ points }) => points)
    .reduce((sum, { value }) => sum + (value ?? 0), 0);

test('an unhandled error and an unhandled rejection are reported once each, and the page’s console is unchanged', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  await open(
    page,
    site,
    collector,
    `<button id="throw">!</button><script>
      document.getElementById('throw').onclick = () => {
        Promise.reject(new RangeError('rejected'));
        throw new TypeError('thrown', { cause: new Error('why') });
      };
    </script>`,
  );
  await page.click('#throw');

  const thrown = await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.type'] === 'TypeError',
  );
  const rejected = await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.type'] === 'RangeError',
  );
  expect(thrown.severityNumber).toBe(17);
  expect(thrown.attributes).toMatchObject({
    'exception.message': 'thrown',
    // Firefox's stacks contain only the calls.
    'exception.stacktrace': expect.stringMatching(/^TypeError: thrown|^@http/),
    'otel_rum.exception.handled': false,
    'otel_rum.exception.mechanism': 'onerror',
    'otel_rum.exception.causes': ['Error: why'],
    'session.id': expect.any(String),
    'browser.document.url.full': `${site.url}/`,
  });
  expect(rejected.attributes).toMatchObject({
    'exception.message': 'rejected',
    'otel_rum.exception.handled': false,
    'otel_rum.exception.mechanism': 'onunhandledrejection',
  });
  // An error that an action caused belongs to it.
  const click = await collector.waitForSpan('click');
  expect(thrown).toMatchObject({ traceId: click.traceId, spanId: click.spanId });

  await flush(page);
  expect(exceptions(collector)).toHaveLength(2);
  expect(counted(collector)).toBe(2);
  const metric = collector.metrics.find(({ name }) => name === 'otel_rum.exceptions');
  expect(metric).toMatchObject({ kind: 'sum', temporality: 'delta', isMonotonic: true });
  if (supports('consoleOutput'))
    expect(consoleOutput.errors.map(({ message }) => message).sort()).toEqual(['rejected', 'thrown']);
});

test('captureError reports handled errors, each object once', async ({ page, site, collector }) => {
  await open(page, site, collector, '');
  await page.evaluate(() => {
    const { otelRum } = window as unknown as {
      otelRum: { captureError(error: unknown, details?: object): void };
    };
    const error = new Error('mine');
    otelRum.captureError(error, { attributes: { 'cart.size': 3 } });
    otelRum.captureError(error);
    otelRum.captureError('just text');
  });
  const event = await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.message'] === 'mine',
  );
  expect(event.attributes).toMatchObject({ 'otel_rum.exception.handled': true, 'cart.size': 3 });
  await flush(page);
  expect(exceptions(collector).map(({ attributes }) => attributes['exception.message'])).toEqual([
    'mine',
    'just text',
  ]);
});

test('an image that does not load is no exception', async ({ page, site, collector }) => {
  await open(page, site, collector, '<img src="/missing.png" alt="">');
  await site.waitForRequest('/missing.png');
  await flush(page);
  expect(exceptions(collector)).toEqual([]);
});
