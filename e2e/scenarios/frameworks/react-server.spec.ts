import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router-dom/server.js';
import { buildApp, serveApp } from '../../fixtures/frameworks/build-app.js';
import { future, serverApp } from '../../fixtures/frameworks/react-19/server-app.js';
import { expect, flush, test } from '../../harness/test.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';

test('a page that a server has rendered is hydrated without warnings, with route, timing and the server’s trace', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  // In Node, with the package's exports and React's server renderer.
  const rendered = renderToString(
    createElement(
      StrictMode,
      null,
      createElement(StaticRouter, { location: '/movies/7', future }, serverApp()),
    ),
  );
  expect(rendered).toMatch(/^<button type="button" id="[^"]+">Film 7, 0 votes<\/button>$/);
  const app = await buildApp({ entry: 'react-19/server-page.ts', isDevelopment: true });
  serveApp(site, app, collector.url, {
    paths: ['/movies/7'],
    content: rendered,
    headers: { 'server-timing': `traceparent;desc="00-${TRACE_ID}-${SPAN_ID}-01"` },
  });

  await page.goto(`${site.url}/movies/7`);
  await page.click('text=Film 7, 0 votes');
  await expect(page.locator('#app')).toHaveText('Film 7, 1 votes');
  await flush(page);

  // React's development build warns about mismatches.
  const complaints = consoleOutput.messages.filter((message) =>
    ['error', 'warning'].includes(message.type()),
  );
  expect(complaints.map((message) => message.text())).toEqual([]);
  expect(consoleOutput.errors).toEqual([]);
  const load = await collector.waitForSpan('documentLoad');
  expect(load).toMatchObject({ traceId: TRACE_ID, parentSpanId: SPAN_ID });
  const mounted = await collector.waitForEvent('otel_rum.component_mount');
  expect(mounted.attributes).toMatchObject({
    'otel_rum.component_mount.name': 'film',
    'otel_rum.component_mount.duration': expect.any(Number),
    'otel_rum.document.url.template': '/movies/:id',
  });
  const eventsOf = (name: string) => collector.logs.filter(({ eventName }) => eventName === name);
  expect(eventsOf('otel_rum.component_mount')).toHaveLength(1);
  expect(eventsOf('exception')).toEqual([]);
});
