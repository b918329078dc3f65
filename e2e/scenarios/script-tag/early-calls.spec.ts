import { readFile } from 'node:fs/promises';
import { bundle } from '../../harness/bundle.js';
import { serveModulePage } from '../../harness/pages.js';
import { html } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

test('the inline loader’s calls keep their time and page', async ({ page, site, collector }) => {
  const loader = await readFile('dist/loader.js', 'utf8');
  const options = JSON.stringify({ serviceName: 'shop', endpoint: collector.url });
  site.serve('/movies/4711', () =>
    html(`<!doctype html><head><script>${loader}</script></head><body><script>
      const at = [];
      otelRum.initRum(${options});
      at.push(performance.now()); otelRum.addEvent('cart.added');
      at.push(performance.now()); otelRum.captureError(new Error('early'));
      history.pushState({}, '', '/cart');
      at.push(performance.now()); otelRum.addEvent('cart.opened');
      addEventListener('load', () => setTimeout(() => {
        const tag = document.createElement('script');
        tag.src = '/otel-rum.iife.js';
        document.body.append(tag);
      }, 1500));
    </script></body>`),
  );
  await page.goto(`${site.url}/movies/4711`);
  const added = await collector.waitForEvent('cart.added');
  const opened = await collector.waitForEvent('cart.opened');
  const error = await collector.waitForEvent('exception');
  const at = (await page.evaluate('at.map((moment) => performance.timeOrigin + moment)')) as number[];
  for (const [index, record] of [added, error, opened].entries())
    expect(Math.abs(record.timeMillis - (at[index] as number))).toBeLessThan(50);
  for (const record of [added, error])
    expect(record.attributes).toMatchObject({
      'browser.document.url.full': expect.stringContaining('/movies/'),
      'otel_rum.document.url.template': '/movies/{id}',
    });
  expect(opened.attributes).toMatchObject({
    'browser.document.url.full': `${site.url}/cart`,
    'otel_rum.document.url.template': '/cart',
  });
});

test('calls before a late initRum() keep their time, and the document’s view starts with the document', async ({
  page,
  site,
  collector,
}) => {
  const script = await bundle(`
    import { getRum, initRum } from 'otel-rum';
    getRum().addEvent('early');
    globalThis.calledAt = performance.timeOrigin + performance.now();
    setTimeout(() => {
      initRum({ serviceName: 'shop', endpoint: '${collector.url}' });
      getRum().addEvent('late');
    }, 1500);`);
  await page.goto(serveModulePage(site, '/', script));
  const early = await collector.waitForEvent('early');
  const late = await collector.waitForEvent('late');
  expect(Math.abs(early.timeMillis - (await page.evaluate<number>('calledAt')))).toBeLessThan(50);
  expect(late.timeMillis - early.timeMillis).toBeGreaterThan(1_000);
  const navigation = await collector.waitForEvent('browser.navigation');
  const origin = await page.evaluate(() => performance.timeOrigin);
  expect(Math.abs(navigation.timeMillis - origin)).toBeLessThan(50);
  const ids = [early, late, navigation].map(({ attributes }) => attributes['otel_rum.page_view.id']);
  expect(new Set(ids).size).toBe(1);
});
