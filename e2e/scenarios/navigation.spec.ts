import { serveSnippetPage } from '../harness/pages.js';
import { expect, flush, test } from '../harness/test.js';

test('a soft navigation is a span in the click’s trace, an event, and a page view of its own', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/api/movies/7', { body: '{}' });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
    tag: '',
    body: `<button id="film">Film</button><script>
      document.getElementById('film').onclick = () => {
        history.pushState({}, '', '/movies/7');
        otelRum.setRoute('/movies/:id');
        fetch('/api/movies/7').then((response) => response.text());
      };
    </script>`,
  });
  await page.goto(url);
  const load = await collector.waitForSpan('documentLoad');
  await page.click('#film');

  const navigation = await collector.waitForSpan('navigation');
  const click = await collector.waitForSpan('click');
  const request = await collector.waitForSpan('GET /api/movies/{id}');
  expect(navigation).toMatchObject({ kind: 'internal', traceId: click.traceId, parentSpanId: click.spanId });
  expect(request.traceId).toBe(click.traceId);
  expect(navigation.attributes).toMatchObject({
    'otel_rum.navigation.reason': 'quiet',
    'browser.navigation.same_document': true,
    'browser.document.url.full': `${site.url}/movies/7`,
    'browser.document.url.template': '/movies/:id',
  });
  expect(navigation.endMillis).toBeGreaterThanOrEqual(request.endMillis - 5);
  expect(navigation.attributes['browser.page_view.id']).not.toBe(load.attributes['browser.page_view.id']);
  expect(navigation.attributes['session.id']).toBe(load.attributes['session.id']);

  const event = await collector.waitForEvent(
    'browser.navigation',
    ({ attributes }) => attributes['browser.navigation.same_document'] === true,
  );
  expect(event.attributes).toMatchObject({
    'browser.navigation.type': 'push',
    'otel_rum.navigation.from': url,
    'browser.page_view.id': navigation.attributes['browser.page_view.id'] ?? '',
  });
  await flush(page);
  expect(collector.logs.filter(({ eventName }) => eventName === 'browser.navigation')).toHaveLength(2);
  const duration = await collector.waitForPoint('browser.navigation.duration');
  expect(duration).toMatchObject({
    count: 1,
    attributes: { 'browser.document.url.template': '/movies/:id' },
  });
  expect(duration.metric).toMatchObject({ kind: 'histogram', temporality: 'delta', unit: 's' });
});

test('a hash change, and going back, are soft navigations', async ({ page, site, collector }) => {
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
      tag: '',
    }),
  );
  await collector.waitForSpan('documentLoad');
  await page.evaluate(() => history.pushState({}, '', '/list'));
  await collector.waitForSpan(
    'navigation',
    ({ attributes }) => attributes['browser.navigation.type'] === 'push',
  );
  await page.evaluate(() => {
    location.hash = '#/film/7';
  });
  await collector.waitForSpan(
    'navigation',
    ({ attributes }) => attributes['browser.navigation.type'] === 'hash',
  );
  await page.evaluate(() => history.go(-2));
  const back = await collector.waitForSpan('navigation', ({ attributes }) =>
    ['pop', 'traverse'].includes(String(attributes['browser.navigation.type'])),
  );
  expect(back.attributes['browser.document.url.full']).toBe(`${site.url}/`);
});
