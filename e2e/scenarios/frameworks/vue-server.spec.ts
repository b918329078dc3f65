import { renderToString } from '@vue/server-renderer';
import { buildApp, serveApp } from '../../fixtures/frameworks/build-app.js';
import { createPage } from '../../fixtures/frameworks/vue/server-page.js';
import { expect, flush, test } from '../../harness/test.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

test('a page that a server has rendered is hydrated without a warning, and its load joins the server’s trace', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  const render = async (isOurs: boolean) =>
    renderToString(await createPage('/films/7', { isServer: true, isOurs }));
  const markup = await render(true);
  expect(markup).toBe('<main><h1>Film 7</h1><footer>End</footer></main>');
  expect(markup).toBe(await render(false));

  const app = await buildApp({ entry: 'vue/hydrate.ts', isDevelopment: true });
  serveApp(site, app, collector.url, {
    paths: ['/films/7'],
    content: markup,
    headers: { 'server-timing': `traceparent;desc="00-${TRACE}-b7ad6b7169203331-01"` },
  });
  // Marks the server's element, to check that it is kept.
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => document.querySelector('h1')?.setAttribute('data-server', ''));
  });
  await page.goto(`${site.url}/films/7`);
  await page.locator('h1[data-server]', { hasText: 'Film 7, live' }).waitFor();
  await collector.waitFor(
    () => collector.spans.some(({ name }) => name === 'documentFetch'),
    'the page load',
  );
  await flush(page);

  expect(consoleOutput.errors).toEqual([]);
  const texts = consoleOutput.messages.map((message) => message.text());
  // Messages of a development build about itself.
  expect(texts.filter((text) => !/feature-flags|development build/.test(text))).toEqual([]);
  const load = collector.spans.find(({ name }) => name === 'documentFetch');
  expect(load).toMatchObject({ traceId: TRACE });
  const eventsOf = (eventName: string) => collector.logs.filter((log) => log.eventName === eventName);
  expect(
    eventsOf('browser.navigation').map((log) => log.attributes['otel_rum.document.url.template']),
  ).toEqual(['/films/:id']);
  expect(eventsOf('otel_rum.component_mount').map((log) => log.attributes)).toEqual([
    expect.objectContaining({
      'otel_rum.component_mount.name': 'FilmPage',
      'otel_rum.component_mount.duration': expect.any(Number),
    }),
  ]);
  expect(eventsOf('film.shown')).toHaveLength(1);
});
