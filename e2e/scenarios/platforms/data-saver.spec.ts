import { serveSnippetPage } from '../../harness/pages.js';
import { expect, test } from '../../harness/test.js';

/** A browser that saves data, as Chrome on Android does: it says so to scripts, in style sheets and in each request. */
const SAVES_DATA = () => {
  const connection = Object.assign(new EventTarget(), {
    saveData: true,
    effectiveType: 'slow-2g',
    rtt: 3_000,
    downlink: 0.05,
  });
  Object.defineProperty(Navigator.prototype, 'connection', { get: () => connection });
  const native = matchMedia.bind(globalThis);
  globalThis.matchMedia = (query) => native(query.includes('prefers-reduced-data') ? 'all' : query);
};

test.use({ extraHTTPHeaders: { 'save-data': 'on' } });

test('a browser that saves data is reported like any other, and its preference reaches the API', async ({
  page,
  site,
  collector,
}) => {
  await page.addInitScript(SAVES_DATA);
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
      tag: '',
      body: `<button id="buy" onclick="fetch('/api/ok').then((answer) => answer.text()); setTimeout(() => { throw new RangeError('sold out'); })">Buy</button>`,
    }),
  );
  await collector.waitForSpan('documentLoad');
  await page.click('#buy');
  const request = await collector.waitForSpan('GET /api/ok');
  await collector.waitForSpan('click', ({ spanId }) => spanId === request.parentSpanId);
  const error = await collector.waitForEvent('exception');
  expect(error.attributes['exception.message']).toBe('sold out');
  const { headers } = await site.waitForRequest('/api/ok');
  expect(headers).toMatchObject({ 'save-data': 'on', traceparent: expect.any(String) });
  // The script is fetched once, and nothing else of ours.
  const paths = site.requests.map(({ path }) => path).filter((path) => path !== '/favicon.ico');
  expect(paths).toEqual(['/', '/otel-rum.iife.js', '/api/ok']);
});
