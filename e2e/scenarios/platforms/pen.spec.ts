import { serveSnippetPage } from '../../harness/pages.js';
import { test } from '../../harness/test.js';

const BODY = `<button id="buy" onclick="fetch('/api/ok')">Buy</button>`;

test('a press of a pen is one click, like that of a mouse', async ({ page, site, collector }) => {
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url, 'flush-interval-millis': '300' },
      tag: '',
      body: BODY,
    }),
  );
  const session = await page.context().newCDPSession(page);
  const box = await page.locator('#buy').boundingBox();
  const place = { x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5, button: 'left', clickCount: 1 } as const;
  for (const type of ['mousePressed', 'mouseReleased'] as const)
    await session.send('Input.dispatchMouseEvent', { ...place, type, pointerType: 'pen' });
  const request = await collector.waitForSpan('GET /api/ok');
  await collector.waitForSpan('click', ({ spanId }) => spanId === request.parentSpanId);
});
