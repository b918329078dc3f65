import type { ConsoleMessage } from '@playwright/test';
import { expect, test } from '../../harness/delivery-test.js';
import { supports } from '../../harness/engine-support.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { startSite } from '../../harness/site.js';
import { flush } from '../../harness/test.js';

// Each of these pages sends nothing, or not what its developer expects. One message says why, with the URL and what to change.
test.use({ isOursExpected: true });

type Output = { messages: ConsoleMessage[] };
const ours = ({ messages }: Output, type?: string) =>
  messages
    .filter((message) => message.text().includes('[otel-rum]') && (!type || message.type() === type))
    .map((message) => message.text());
/** Three attempts, with the waits between them. */
const ATTEMPTS = { timeout: 20_000 };

test.describe('an endpoint', () => {
  test('that answers 404 is named after the first batch', async ({ page, site, consoleOutput }) => {
    await page.goto(serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: '/otlp' } }));
    await site.waitForRequest('/otlp/v1/logs');
    await expect.poll(() => ours(consoleOutput)).toHaveLength(1);
    await flush(page);
    expect(ours(consoleOutput)).toEqual([
      expect.stringMatching(`${site.url}/otlp/v1/\\w+ answered 404: expected an OTLP/HTTP receiver`),
    ]);
  });

  test('that is a page of the app itself, as of a development server, is named', async ({
    page,
    site,
    consoleOutput,
  }) => {
    for (const signal of ['traces', 'logs', 'metrics']) site.serve(`/v1/${signal}`, '<!doctype html>App');
    await page.goto(serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: '/' } }));
    await expect.poll(() => ours(consoleOutput)).toHaveLength(1);
    await flush(page);
    expect(ours(consoleOutput)).toEqual([expect.stringContaining(`${site.url}/ returned a web page`)]);
  });

  test('behind which nothing listens is named after three attempts', async ({
    page,
    site,
    consoleOutput,
  }) => {
    const gone = await startSite();
    await gone.close();
    await page.goto(serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: gone.url } }));
    await expect.poll(() => ours(consoleOutput), ATTEMPTS).toHaveLength(1);
    expect(ours(consoleOutput)[0]).toMatch(
      new RegExp(`${gone.url}/v1/(traces|logs) does not answer: expected an OTLP/HTTP receiver`),
    );
  });

  test('that does not allow the page’s origin is named after three attempts', async ({
    page,
    site,
    receiver,
    consoleOutput,
  }) => {
    receiver.refusePreflights(true);
    const options = { 'service-name': 'shop', endpoint: receiver.url };
    await page.goto(serveSnippetPage(site, '/', { options }));
    await expect.poll(() => ours(consoleOutput), ATTEMPTS).toHaveLength(1);
    expect(ours(consoleOutput)[0]).toMatch(
      new RegExp(`${receiver.url}/v1/(traces|logs) .*that allows this origin`),
    );
    expect(receiver.preflights.length).toBeGreaterThanOrEqual(3);
  });

  test('with /v1/traces is named, and mended', async ({ page, site, collector, consoleOutput }) => {
    const options = { 'service-name': 'shop', endpoint: `${collector.url}/v1/traces` };
    await page.goto(serveSnippetPage(site, '/', { options }));
    await collector.waitForSpan('documentLoad');
    await collector.waitForEvent('browser.navigation');
    expect(ours(consoleOutput)).toEqual([expect.stringContaining("/v1/traces': /v1/traces, /v1/logs")]);
  });

  test('without a scheme is named with the one that is meant', async ({ page, site, consoleOutput }) => {
    const options = { 'service-name': 'shop', endpoint: 'localhost:4318' };
    await page.goto(serveSnippetPage(site, '/', { options }));
    await expect
      .poll(() => ours(consoleOutput))
      .toEqual([expect.stringContaining("did you mean 'http://localhost:4318'?")]);
  });
});

test.describe('the script', () => {
  test('in two module tags runs once, with the options of the first', async ({ page, site, collector }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    const head = `<script type="module" src="/otel-rum.iife.js" data-service-name="first"
      data-endpoint="${collector.url}"></script>`;
    await page.goto(serveSnippetPage(site, '/', { options, head, tag: 'type="module"' }));
    await collector.waitForSpan('documentLoad');
    expect(await page.evaluate('otelRum.getRum().getStatus().serviceName')).toBe('first');
  });

  test('with options in its tag and other ones in initRum() names what stays', async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    const options = { 'service-name': 'shop', endpoint: collector.url };
    const head = `<script>
      globalThis.otelRum = { q: [['initRum', [{ serviceName: 'cart', endpoint: '${collector.url}' }]]], stop() {} };
    </script>`;
    await page.goto(serveSnippetPage(site, '/', { options, head }));
    await collector.waitForSpan('documentLoad');
    const again = { serviceName: 'shop', endpoint: collector.url };
    await page.evaluate(
      (same) => (globalThis as never as { otelRum: { initRum(o: object): void } }).otelRum.initRum(same),
      again,
    );
    expect(ours(consoleOutput)).toEqual([
      expect.stringContaining('initRum was called again with another serviceName: ignored until shutdown()'),
    ]);
  });
});

test.describe('debug', () => {
  /** Chromium's driver and Firefox's name the call differently. */
  const groups = (output: Output) => [
    ...ours(output, 'startGroupCollapsed'),
    ...ours(output, 'groupCollapsed'),
  ];

  test('shows what is captured, decided, ignored and sent', async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    const options = {
      'service-name': 'shop',
      endpoint: collector.url,
      debug: 'true',
      'ignore-urls': '/api/failing',
    };
    await page.goto(serveSnippetPage(site, '/', { options }));
    await page.evaluate(async () => {
      for (const path of ['/api/ok', '/api/failing']) await (await fetch(path)).text();
    });
    await flush(page);
    await collector.waitForSpan('GET /api/ok');
    expect(ours(consoleOutput, 'info')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/started: service 'shop' to http.*Consent is granted/),
        expect.stringMatching(/sending begins$/),
      ]),
    );
    expect(groups(consoleOutput)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`GET ${site.url}/api/ok: traceparent`),
        expect.stringContaining(`ignored ${site.url}/api/failing`),
        expect.stringContaining('captured GET /api/ok'),
        expect.stringContaining('captured http.client.request.duration'),
        expect.stringMatching(/sent \d+ traces/),
        expect.stringMatching(/sent \d+ metrics/),
      ]),
    );
    // Every group has its content, and ends.
    const count = (type: string) =>
      consoleOutput.messages.filter((message) => message.type() === type).length;
    expect(count('dir')).toBe(groups(consoleOutput).length);
    if (supports('consoleGroupEnds')) expect(count('endGroup')).toBe(groups(consoleOutput).length);
  });

  for (const [what, more, expected] of [
    ['disabled', { enabled: 'false' }, 'did not start: enabled is false'],
    ['without a service', { 'service-name': '' }, 'did not start: invalid options'],
    ['pending', { consent: 'pending' }, 'Consent is pending'],
    ['denied', { consent: 'denied' }, 'Consent is denied'],
    ['sampled out', { 'sample-rate': '0' }, 'sending begins: not sampled'],
  ] as const)
    test(`shows why nothing arrives: ${what}`, async ({ page, site, collector, consoleOutput }) => {
      const options = { 'service-name': 'shop', endpoint: collector.url, debug: 'true', ...more };
      await page.goto(serveSnippetPage(site, '/', { options }));
      await expect.poll(() => ours(consoleOutput, 'info').join('\n')).toContain(expected);
    });

  test('shows that Global Privacy Control denies consent', async ({
    page,
    site,
    collector,
    consoleOutput,
  }) => {
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
    );
    const options = { 'service-name': 'shop', endpoint: collector.url, debug: 'true' };
    await page.goto(serveSnippetPage(site, '/', { options }));
    await expect
      .poll(() => ours(consoleOutput, 'info').join('\n'))
      .toContain('Consent is denied by Global Privacy Control');
  });

  test('shows a batch that is refused, with its status', async ({ page, site, consoleOutput }) => {
    const options = { 'service-name': 'shop', endpoint: '/otlp', debug: 'true' };
    await page.goto(serveSnippetPage(site, '/', { options }));
    await expect.poll(() => groups(consoleOutput).join('\n')).toMatch(/refused \d+ traces: status 404/);
  });
});
