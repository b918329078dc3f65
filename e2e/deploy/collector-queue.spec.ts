import { join } from 'node:path';
import { startCollector } from '../../demo/collector/server.mjs';
import { createInbox } from '../harness/inbox.js';
import { flatten } from '../harness/otlp.js';
import { serveSnippetPage } from '../harness/pages.js';
import { expect, flush, test } from './test.js';

const EVENTS = 20;

test('what the Collector has taken outlives its crash while the backend is down', async ({
  page,
  site,
  dir,
  start,
}) => {
  // A backend that was, and is not: its port is free.
  const dataDir = join(dir, 'late-backend');
  const gone = await startCollector({ dataDir });
  await gone.close();

  const crashing = await start({ RUM_BACKEND: gone.url });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint: crashing.url },
    tag: '',
  });
  await page.goto(url);
  for (let order = 0; order < EVENTS; order++) {
    await page.evaluate((order) => {
      (globalThis as unknown as { otelRum: Rum }).otelRum.addEvent('shop.order', { order });
    }, order);
  }
  // All of it has been answered.
  await flush(page);
  expect(await crashing.count('otelcol_receiver_accepted_log_records')).toBeGreaterThanOrEqual(EVENTS);
  await crashing.kill();
  await page.goto('about:blank');

  const backend = await startCollector({ dataDir, port: gone.port });
  const inbox = createInbox();
  backend.onAccepted(({ request }) => inbox.add(flatten(request)));
  const orders = () => inbox.logs.filter(({ eventName }) => eventName === 'shop.order');
  await start({ RUM_BACKEND: backend.url });
  await inbox.waitFor(() => orders().length >= EVENTS, `${EVENTS} orders`);
  await inbox.waitForPoint('browser.page_load.duration');
  expect(orders().map(({ attributes }) => attributes.order)).toEqual(
    Array.from({ length: EVENTS }, (_, i) => i),
  );
  await backend.close();
});

interface Rum {
  addEvent(name: string, attributes: Record<string, number>): void;
}
