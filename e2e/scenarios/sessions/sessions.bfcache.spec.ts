import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

type Shifted = typeof globalThis & { clockShift?: number };

test('a return from the back/forward cache after 31 minutes is a page view of a new session', async ({
  page,
  site,
  collector,
}) => {
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + ((globalThis as Shifted).clockShift ?? 0);
  });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: collector.url },
    headers: { 'cache-control': 'no-cache' },
  });
  site.serve('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  await page.goto(url);
  await flush(page);
  const first = await collector.waitForEvent('session.start');
  await page.evaluate(() => {
    // The page is frozen while this time passes.
    addEventListener('pagehide', () => {
      (globalThis as Shifted).clockShift = 31 * 60_000;
    });
  });
  await page.goto(`${site.url}/elsewhere`);
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForURL(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => (globalThis as Shifted).clockShift);
  await flush(page);

  const next = await collector.waitForEvent(
    'session.start',
    ({ attributes }) => attributes['session.previous_id'] === first.attributes['session.id'],
  );
  const view = await collector.waitForEvent(
    'browser.navigation',
    ({ attributes }) => attributes['browser.navigation.type'] === 'back_forward_cache',
  );
  expect(view.attributes['session.id']).toBe(next.attributes['session.id']);
  const ends = collector.logs.filter(({ eventName }) => eventName === 'session.end');
  expect(ends.map(({ attributes }) => attributes['session.id'])).toEqual([first.attributes['session.id']]);
});
