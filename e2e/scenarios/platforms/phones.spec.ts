import { devices } from '@playwright/test';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from '../../harness/test.js';

const BODY = `<meta name="viewport" content="width=device-width"><button id="buy" onclick="fetch('/api/ok')">Buy</button>`;

for (const device of ['Pixel 7', 'iPhone 15', 'iPad Pro 11'] as const) {
  const { defaultBrowserType: _, ...phone } = devices[device] as (typeof devices)[string];
  test.describe(device, () => {
    test.use(phone);
    test('a tap is one click, and causes its request', async ({ page, site, collector }) => {
      await page.goto(
        serveSnippetPage(site, '/', {
          options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
          tag: '',
          body: BODY,
        }),
      );
      await page.tap('#buy');
      const request = await collector.waitForSpan('GET /api/ok');
      const action = await collector.waitForSpan('click', ({ spanId }) => spanId === request.parentSpanId);
      expect(action.resource['user_agent.original']).toBe(phone.userAgent);
      await flush(page);
      const clicks = collector.logs.filter(({ eventName }) => eventName === 'browser.user_action.click');
      expect(clicks.map(({ attributes }) => attributes['otel_rum.element.selector'])).toEqual(['button#buy']);
    });
  });
}
