import { serveSnippetPage } from '../harness/pages.js';
import { expect, test } from '../harness/test.js';

test('a long animation frame is an event that names the script', async ({ page, site, collector }) => {
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
      tag: '',
      body: `<button id="block">Block</button><script>
        document.getElementById('block').onclick = function block() {
          const until = performance.now() + 250;
          while (performance.now() < until);
          document.getElementById('block').textContent = 'Done';
        };
      </script>`,
    }),
  );
  await collector.waitForSpan('documentLoad');
  await page.click('#block');

  // Loading the page may have made one too.
  const event = await collector.waitForEvent('browser.long_animation_frame', ({ attributes }) =>
    String(attributes['otel_rum.long_animation_frame.script.invoker']).includes('onclick'),
  );
  const duration = Number(event.attributes['browser.long_animation_frame.duration']);
  expect(duration).toBeGreaterThanOrEqual(240);
  expect(duration).toBeLessThan(5_000);
  expect(event.attributes).toMatchObject({
    'browser.long_animation_frame.blocking_duration': expect.any(Number),
    'otel_rum.long_animation_frame.script.invoker': expect.stringContaining('onclick'),
    'otel_rum.long_animation_frame.script.duration': expect.any(Number),
  });
});
