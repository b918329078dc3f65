import { ourTag, visitBoth } from '../../fixtures/hostile/page.js';
import { expect, test } from '../../harness/test.js';

/** What the platform looks up in objects that are handed to it: descriptors, traps of proxies, options of listeners, our options. */
const POLLUTE = () => {
  Object.assign(Object.prototype, {
    ...{ set: 'text', has: () => true, apply: () => 'never', once: true },
    ...{ consent: 'denied', sampleRate: 0, headers: 'none' },
  });
};

test('what a page adds to Object.prototype is neither a trap, nor a descriptor’s member, nor an option', async ({
  page,
  site,
  collector,
}) => {
  const { native, ours } = await visitBoth({ page, site, collector }, { after: POLLUTE });
  expect({ ...ours, keys: [] }).toEqual({ ...native, keys: [] });
  await collector.waitForSpan('GET /api/ok');
  // Before otel-rum starts, also.
  site.serve(
    '/',
    `<!doctype html><title>Shop</title><script>(${POLLUTE})();</script>${ourTag(collector.url)}`,
  );
  await page.goto(`${site.url}/`);
  const seen = await page.evaluate(async () => {
    const { status } = await fetch('/api/ok', { method: 'PUT', headers: [['x-a', '1']] });
    return [status, fetch.name, 'none' in fetch];
  });
  expect(seen).toEqual([200, 'fetch', false]);
  await collector.waitForSpan('PUT /api/ok');
});

test('a document whose images hide its members answers clicks, and its load is reported', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  // `document.host` is an image too: only a shadow root has a host.
  const names =
    'host querySelector querySelectorAll styleSheets activeElement body visibilityState prerendering readyState wasDiscarded'.split(
      ' ',
    );
  const images = names.map((name) => `<img alt="" name="${name}">`).join('');
  site.serve(
    '/',
    `<!doctype html><title>Shop</title>${images}${ourTag(collector.url)}<div id="go">Go</div><script>
      document.getElementById('go').onclick = ({ target }) => {
        // Between the press and its judgement.
        target.insertAdjacentHTML('afterend', '${images}');
        target.textContent = 'Gone';
      };</script>`,
  );
  await page.goto(`${site.url}/`);
  await page.locator('#go').click();
  await expect(page.locator('#go')).toHaveText('Gone');
  await collector.waitForSpan('documentLoad');
  await collector.waitForEvent('browser.user_action.click');
  await collector.waitForEvent('browser.web_vital');
  expect(consoleOutput.errors).toEqual([]);
});
