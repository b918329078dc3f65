import { API_VERSIONS, type ApiVersion, bundle } from '../../harness/bundle.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

const app = `
  import { metrics, trace } from '@opentelemetry/api';
  trace.getTracer('app').startSpan('checkout').end();
  metrics.getMeter('app').createCounter('orders').add(2);`;

for (const version of Object.keys(API_VERSIONS) as ApiVersion[]) {
  test(`spans and counters of an app on the API ${version} arrive by the script tag`, async ({
    page,
    site,
    collector,
  }) => {
    const headers = { 'content-type': 'text/javascript' };
    site.serve('/app.js', { headers, body: await bundle(app, version) });
    const options = { 'service-name': 'shop', endpoint: collector.url, 'metrics-interval-millis': '1000' };
    const body = '<script type="module" src="/app.js"></script>';
    await page.goto(serveSnippetPage(site, '/', { options, body, tag: '' }));
    await collector.waitForSpan('checkout');
    await flush(page);
    expect(await collector.waitForPoint('orders')).toMatchObject({ value: 2 });
  });
}

test.describe(() => {
  test.use({ isOursExpected: true });
  for (const version of ['1.11.0', '2.0.0']) {
    test(`an API ${version} that was loaded first causes one warning, and the page is recorded`, async ({
      page,
      site,
      collector,
      consoleOutput,
    }) => {
      const head = `<script>globalThis[Symbol.for('opentelemetry.js.api.1')] = { version: '${version}' };</script>`;
      const options = { 'service-name': 'shop', endpoint: collector.url };
      await page.goto(serveSnippetPage(site, '/', { options, head }));
      await collector.waitForSpan('documentLoad');
      const ours = consoleOutput.messages
        .map((message) => message.text())
        .filter((text) => text.includes('[otel-rum]'));
      expect(ours).toEqual([expect.stringContaining(`@opentelemetry/api ${version} is newer than 1.10.0`)]);
      expect(ours[0]).toContain('update otel-rum');
      expect(consoleOutput.errors).toEqual([]);
    });
  }
});
