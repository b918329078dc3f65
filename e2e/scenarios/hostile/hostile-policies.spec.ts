import { addedKeys, ourTag, visitBoth } from '../../fixtures/hostile/page.js';
import { html } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const NONCE = 'bm9uY2U';
const tag = `nonce="${NONCE}"`;
/** Allows only our scripts, and only requests to the sources in `connect`. */
const strict = (connect: string) =>
  `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src ${connect}; img-src data:; ` +
  `base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
const withPolicy = (connect: string) => ({ tag, headers: { 'content-security-policy': strict(connect) } });

test('under a strict policy with Trusted Types an app is unaffected, and everything arrives', async ({
  page,
  site,
  collector,
}) => {
  const { native, ours } = await visitBoth({ page, site, collector }, withPolicy(`'self' ${collector.url}`));
  expect({ ...ours, keys: [] }).toEqual({ ...native, keys: [] });
  expect(ours.keys.filter((key) => !native.keys.includes(key)).sort()).toEqual(addedKeys());
  await collector.waitForEvent('exception');
  await collector.waitForSpan('click');
  await collector.waitForSpan('documentLoad');
  const request = await collector.waitForSpan('GET /api/ok');
  expect(request.attributes['http.response.status_code']).toBe(200);
});

test.describe('a policy without our endpoint', () => {
  test.use({ isOursExpected: true });
  test('pauses delivery: one warning, no further attempt, and the app is unaffected', async ({
    page,
    site,
    collector,
  }) => {
    const { native, ours } = await visitBoth({ page, site, collector }, withPolicy(`'self'`));
    const isRefusal = (text: string) => text.includes(collector.url);
    await expect.poll(() => ours.console.filter((text) => text.includes('[otel-rum]'))).toHaveLength(1);
    // At most one for each signal, of the first batch.
    const refusals = ours.console.filter(isRefusal);
    expect(refusals.length).toBeLessThanOrEqual(6);
    // Later records cause no attempt.
    for (const round of [1, 2, 3]) {
      await page.evaluate(
        (number) => fetch(`/api/ok?round=${number}`).then((answer) => answer.text()),
        round,
      );
      await flush(page);
    }
    expect(ours.console.filter(isRefusal)).toEqual(refusals);
    expect(collector.exports).toEqual([]);
    const others = ours.console.filter((text) => !isRefusal(text) && !text.includes('[otel-rum]'));
    expect({ ...ours, console: others, keys: [] }).toEqual({ ...native, keys: [] });
  });
});

for (const [what, attributes] of Object.entries({
  'a sandboxed frame': 'sandbox="allow-scripts"',
  'a frame of its own origin without a URL': '',
})) {
  test(`in ${what} an app is unaffected, and everything arrives`, async ({ page, site, collector }) => {
    const frame = `<!doctype html><h1>Frame</h1>${ourTag(collector.url).replace('src="', `src="${site.url}`)}
      <script>(async () => {
        const { ok, type } = await fetch('${site.url}/api/ok');
        document.body.append([ok, type, self.origin, 'otelRum' in self].join(' '));
        throw new Error('in the frame');
      })();</script>`;
    site.serve('/', html(`<!doctype html><title>Shop</title><iframe ${attributes}></iframe>`));
    await page.goto(`${site.url}/`);
    await page.locator('iframe').evaluate((element: HTMLIFrameElement, text) => {
      element.srcdoc = text;
    }, frame);
    const isOpaque = attributes !== '';
    const seen = isOpaque ? 'true cors null true' : `true basic ${site.url} true`;
    await expect(page.frameLocator('iframe').getByText(seen)).toBeVisible();
    await collector.waitForEvent(
      'exception',
      ({ attributes: of }) => of['exception.message'] === 'in the frame',
    );
    const request = await collector.waitForSpan('GET /api/ok');
    expect(request.attributes['http.response.status_code']).toBe(200);
    // A header would have caused a preflight: an opaque origin equals no other.
    const asked = site.requests.find(({ path }) => path === '/api/ok');
    expect('traceparent' in (asked?.headers ?? {})).toBe(!isOpaque);
  });
}

test('a data: document, which has no origin and no storage, is monitored', async ({
  page,
  site,
  collector,
}) => {
  const frame = `<!doctype html><h1>Frame</h1>${ourTag(collector.url).replace('src="', `src="${site.url}`)}
    <script>setTimeout(() => { throw new Error('in data'); });</script>`;
  site.serve(
    '/',
    html(
      `<!doctype html><title>Shop</title><iframe src="data:text/html,${encodeURIComponent(frame)}"></iframe>`,
    ),
  );
  await page.goto(`${site.url}/`);
  await collector.waitForEvent(
    'exception',
    ({ attributes }) => attributes['exception.message'] === 'in data',
  );
});

const BASE = '<base href="https://cdn.invalid/assets/">';

test('with <base href> of another origin an app is unaffected, and everything arrives', async ({
  page,
  site,
  collector,
}) => {
  const tag = ourTag(collector.url).replace('src="', `src="${site.url}`);
  const { native, ours } = await visitBoth({ page, site, collector }, { head: BASE, ours: tag });
  expect({ ...ours, keys: [] }).toEqual({ ...native, keys: [] });
  // The app's relative requests go to the base, and are reported as failed.
  const request = await collector.waitForSpan('GET /api/ok');
  expect(request.attributes).toMatchObject({ 'server.address': 'cdn.invalid', 'error.type': 'network' });
});

test('an endpoint that is a path is the page’s own, whatever its <base href>', async ({ page, site }) => {
  for (const signal of ['traces', 'logs', 'metrics']) site.serve(`/otlp/v1/${signal}`, { body: '{}' });
  const tag = ourTag('/otlp').replace('src="', `src="${site.url}`);
  site.serve('/', html(`<!doctype html><title>Shop</title>${BASE}${tag}<h1>Shop</h1>`));
  await page.goto(`${site.url}/`);
  expect((await site.waitForRequest('/otlp/v1/traces')).method).toBe('POST');
});
