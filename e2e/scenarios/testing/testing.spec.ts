import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTelemetry, recordTelemetry } from 'otel-rum/testing';
import { type Demo, openDemo } from '../../harness/demo.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

// One demo for all tests.
test.describe.configure({ mode: 'serial' });

let demo: Demo;
test.beforeAll(async () => {
  test.setTimeout(60_000);
  demo = await openDemo();
});
test.afterAll(() => demo.close());

test('the demo: a click causes the request, and nothing arrives at the collector', async ({ page }) => {
  const telemetry = await recordTelemetry(page);
  await page.goto(`${demo.url}/react/movies/1`);
  await telemetry.waitForSpan('documentLoad');
  await page.getByRole('button', { name: /similar|like this/i }).click();
  const click = await telemetry.waitForSpan('click');
  const request = await telemetry.waitForSpan('GET /api/movies/{id}/similar', { within: click });
  expect(request.attributes['http.response.status_code']).toBe(200);
  const event = await telemetry.waitForEvent('browser.user_action.click');
  expect(event.traceId).toBe(click.traceId);
  const duration = await telemetry.waitForMetric('http.client.request.duration');
  expect(duration.points[0]?.count).toBeGreaterThan(0);
  expect(telemetry.errors.all).toEqual([]);
  expect(demo.inbox.spans.filter(({ name }) => name === 'click')).toEqual([]);
});

test('an endpoint of another origin, gzip, and the records of two pages', async ({
  page,
  site,
  collector,
}) => {
  const telemetry = await recordTelemetry(page);
  const body = '<a href="/next">Next</a>';
  const options = { 'service-name': 'shop', endpoint: collector.url, gzip: 'true' };
  await page.goto(serveSnippetPage(site, '/', { options, body }));
  await telemetry.flush();
  await page.evaluate('otelRum.addEvent("large", { text: "x".repeat(8000), more: "y".repeat(8000) })');
  expect(String((await telemetry.waitForEvent('large')).attributes.text)).toHaveLength(8000);
  serveSnippetPage(site, '/next', { options });
  await page.evaluate('otelRum.addEvent("leaving")');
  await telemetry.flush();
  await page.getByText('Next').click();
  await telemetry.waitForEvent('browser.navigation', {
    where: ({ attributes }) => attributes['otel_rum.document.url.template'] === '/next',
  });
  expect(telemetry.events.named('leaving')).toHaveLength(1);
});

test('with passOn the records arrive at the endpoint too', async ({ page, site, collector }) => {
  const telemetry = await recordTelemetry(page, { passOn: true });
  await page.goto(
    serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: collector.url } }),
  );
  const { traceId } = await telemetry.waitForSpan('documentLoad');
  expect((await collector.waitForSpan('documentLoad')).traceId).toBe(traceId);
  await telemetry.stop();
});

// Cypress itself is not run: it needs a program that its installation downloads.
test('what cy.intercept() passes: with gzip: false, bodies of JSON that are parsed already', async ({
  page,
  site,
}) => {
  const telemetry = createTelemetry();
  await page.route('**/v1/*', async (route) => {
    const request = route.request();
    // Cypress parses a body that is declared as JSON.
    expect(await request.headerValue('Content-Type')).toBe('application/json');
    telemetry.add(request.postDataJSON());
    await route.fulfill({ json: {} });
  });
  const options = { 'service-name': 'shop', endpoint: '/otlp', gzip: 'false' };
  await page.goto(serveSnippetPage(site, '/', { options }));
  await page.evaluate('otelRum.withSpan("checkout", () => otelRum.addEvent("bought"))');
  await flush(page);
  const { spanId } = telemetry.spans.one('checkout');
  expect(telemetry.events.one('bought').spanId).toBe(spanId);
});

test('the example for node --test passes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['examples/testing/node.test.mjs']);
  expect(stdout).toContain('ok 1 - records the event of a click');
  expect(stdout).toContain('# fail 0');
});
