import { devtoolsOf } from '../../harness/devtools.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

/** Nothing inline, no frames, no strings for sinks of Trusted Types. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

const LOADED_BY_PAGE = '<script type="module" src="/app.js"></script>';
const APP = "if (location.search.includes('otel-rum-devtools')) import('/devtools.iife.js');";

test('it has its style, and works, under a strict policy with Trusted Types', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  site.serve('/app.js', { headers: { 'content-type': 'text/javascript' }, body: APP });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    head: LOADED_BY_PAGE,
    headers: { 'content-security-policy': `${STRICT}; connect-src ${collector.url}` },
  });
  await page.goto(`${url}?otel-rum-devtools`);
  const devtools = await devtoolsOf(page);
  const panel = devtools.getByRole('region', { name: 'otel-rum devtools' });
  await expect(panel).toHaveCSS('position', 'fixed');
  await flush(page);
  await devtools.getByRole('tab', { name: 'Trace' }).click();
  const bar = devtools.getByRole('list', { name: 'Spans of the trace' }).locator('.bar').first();
  // The width is a property of CSS that is set on the row.
  expect((await bar.boundingBox())?.width).toBeGreaterThan(50);
  await devtools.getByRole('tab', { name: 'Records' }).click();
  await devtools.getByRole('button', { name: /^documentLoad/ }).click();
  await expect(devtools.getByRole('region', { name: 'documentLoad as OTLP' })).toContainText('"traceId"');
  expect(consoleOutput.messages.map((message) => message.text())).toEqual([]);
  expect(consoleOutput.errors).toEqual([]);
});

test('a page that is opened without the parameter has no panel', async ({ page, site, collector }) => {
  site.serve('/app.js', { headers: { 'content-type': 'text/javascript' }, body: APP });
  const options = { 'service-name': 'shop', endpoint: collector.url };
  await page.goto(serveSnippetPage(site, '/', { options, head: LOADED_BY_PAGE }));
  await page.waitForFunction('globalThis.otelRum?.getStatus()');
  await flush(page);
  expect(site.requests.map(({ path }) => path)).not.toContain('/devtools.iife.js');
  expect(page.frames()).toHaveLength(1);
});

test.describe('when nothing arrives', () => {
  test.use({ isOursExpected: true });

  test('it names the policy that blocks the endpoint', async ({ page, site, collector }) => {
    const url = serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      head: '<script defer src="/devtools.iife.js"></script>',
      headers: { 'content-security-policy': "connect-src 'self'" },
    });
    await page.goto(url);
    const devtools = await devtoolsOf(page);
    await devtools.getByRole('tab', { name: 'Delivery' }).click();
    await expect(devtools.getByRole('list', { name: 'Batches and messages, latest first' })).toContainText(
      "Warning: the page's Content Security Policy blocks telemetry: connect-src",
    );
  });

  test('it names the status of the answer, CORS, and options that are missing', async ({ page, site }) => {
    site.serve('/otlp/v1/traces', { status: 503 });
    site.serve('/otlp/v1/logs', { status: 400 });
    const head = '<script defer src="/devtools.iife.js"></script>';
    await page.goto(
      serveSnippetPage(site, '/', {
        options: { 'service-name': 'shop', endpoint: `${site.url}/otlp` },
        head,
      }),
    );
    let devtools = await devtoolsOf(page);
    await devtools.getByRole('tab', { name: 'Delivery' }).click();
    const messages = () => devtools.getByRole('list', { name: 'Batches and messages, latest first' });
    await expect(messages()).toContainText('wait to be sent again: the collector answered 503');
    await expect(messages()).toContainText(/lost \d+ log records, .*: the collector answered 400/);

    await page.goto(
      serveSnippetPage(site, '/cors', {
        options: { 'service-name': 'shop', endpoint: 'http://localhost:9' },
        head,
      }),
    );
    devtools = await devtoolsOf(page);
    await devtools.getByRole('tab', { name: 'Delivery' }).click();
    await expect(messages()).toContainText('no answer (CORS, network or ad blocker');

    await page.goto(serveSnippetPage(site, '/none', { options: {}, head }));
    devtools = await devtoolsOf(page);
    await expect(devtools.getByRole('tabpanel', { name: 'Overview' })).toContainText('does not run');
  });
});
