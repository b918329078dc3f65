import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

/** Another origin, whose responses hide their status and timing. */
async function startSilentOrigin() {
  const server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('only resources that failed, were slow or blocked rendering are reported, and policy violations', async ({
  page,
  site,
  collector,
}) => {
  const other = await startSilentOrigin();
  site.serve('/app.css', () => ({
    // A real delay, which makes it block rendering.
    until: new Promise((resolve) => setTimeout(resolve, 80)),
    headers: { 'content-type': 'text/css' },
    body: 'body { color: black }',
  }));
  site.serve('/fine.png', {
    headers: { 'content-type': 'image/svg+xml' },
    body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  });
  const release = site.hold('/slow.js');
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      // Not async, since an `error` event before the script runs is not observed.
      tag: '',
      headers: {
        'content-security-policy': `img-src 'self' ${other.url}; connect-src 'self' ${collector.url}; style-src 'self'`,
      },
      head: '<link rel="stylesheet" href="/app.css">',
      body: `<img src="/fine.png"><img src="/missing.png?token=secret"><img src="${other.url}/hidden.png">
        <img src="https://blocked.invalid/a.png"><img src="https://blocked.invalid/a.png">
        <img src="data:image/png;base64,c2VjcmV0"><script src="/missing.js"></script>
        <script async src="/slow.js"></script>
        <script>
          new Image().src = '/detached.png';
          fetch('/api/failing').then(() => { throw new Error('uncaught'); });
          for (let i = 0; i < 5; i++) document.body.setAttribute('style', 'color: red');
        </script>`,
    }),
    { waitUntil: 'commit' },
  );
  await site.waitForRequest('/slow.js');
  // A real delay, which makes it slow.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_100)));
  release();
  const ends = async (path: string) =>
    (
      await collector.waitForEvent('browser.resource_timing', ({ attributes }) =>
        String(attributes['url.full']).endsWith(path),
      )
    ).attributes;

  expect(await ends('/slow.js')).toMatchObject({
    'browser.resource_timing.initiator_type': 'script',
    'http.response.status_code': 200,
  });
  expect((await ends('/slow.js'))['browser.resource_timing.duration']).toBeGreaterThan(1_000);
  expect(await ends('/app.css')).toMatchObject({
    'otel_rum.render_blocking': true,
    'http.response.body.size': 21,
    'browser.document.url.full': `${site.url}/`,
    'session.id': expect.any(String),
  });
  expect(await ends('/missing.png?token=REDACTED')).toMatchObject({
    'browser.resource_timing.initiator_type': 'img',
    'error.type': '404',
    'http.response.status_code': 404,
  });
  expect(await ends('/detached.png')).toMatchObject({ 'error.type': '404' });
  expect(await ends('/hidden.png')).toMatchObject({
    'error.type': 'load',
    'browser.resource_timing.duration': expect.any(Number),
  });
  await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.message'] === 'uncaught',
  );
  const violation = await collector.waitForEvent(
    'otel_rum.csp_violation',
    ({ attributes }) => attributes['otel_rum.csp_violation.effective_directive'] === 'style-src-attr',
  );
  expect(violation.attributes).toMatchObject({
    'otel_rum.csp_violation.blocked_uri': 'inline',
    'otel_rum.csp_violation.disposition': 'enforce',
    'code.file.path': `${site.url}/`,
    'code.line.number': expect.any(Number),
  });
  await flush(page);
  other.close();

  const reported = collector.logs.filter(({ eventName }) => eventName === 'browser.resource_timing');
  const paths = reported
    .map(({ attributes }) => String(attributes['url.full']).replace(/^.*\//, ''))
    // Our own script blocks rendering for more or less than 50 ms, depending on the machine.
    .filter((path) => path !== 'otel-rum.iife.js');
  expect(paths.sort()).toEqual(
    [
      'a.png',
      'app.css',
      'detached.png',
      'hidden.png',
      'missing.js',
      'missing.png?token=REDACTED',
      'slow.js',
    ].sort(),
  );
  expect(JSON.stringify(reported)).not.toMatch(/secret|c2VjcmV0/);
  const violations = collector.logs.filter(({ eventName }) => eventName === 'otel_rum.csp_violation');
  expect(
    violations.map(({ attributes }) => attributes['otel_rum.csp_violation.effective_directive']).sort(),
  ).toEqual(['img-src', 'img-src', 'style-src-attr']);
});
