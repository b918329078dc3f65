import { join } from 'node:path';
import { startCollector } from '../../../collector/server.mjs';
import { createInbox } from '../../harness/inbox.js';
import { flatten } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { expect, flush, test } from './test.js';

const EVENTS = 20;
/** How the Collector ends. */
const ENDS = { 'its crash': 'kill', 'its restart': 'close' } as const;

for (const [end, how] of Object.entries(ENDS)) {
  test(`records that the Collector has accepted survive ${end} while the backend is down`, async ({
    page,
    site,
    dir,
    start,
  }) => {
    // A backend that has been stopped: its port is free.
    const dataDir = join(dir, 'late-backend');
    const gone = await startCollector({ dataDir });
    await gone.close();

    const first = await start({ RUM_BACKEND: gone.url });
    const url = serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: first.url },
      tag: '',
    });
    await page.goto(url);
    for (let order = 0; order < EVENTS; order++) {
      await page.evaluate((order) => {
        (globalThis as unknown as { otelRum: Rum }).otelRum.addEvent('shop.order', { order });
      }, order);
    }
    // All requests have been answered.
    await flush(page);
    expect(await first.count('otelcol_receiver_accepted_log_records')).toBeGreaterThanOrEqual(EVENTS);
    await first[how]();
    await page.goto('about:blank');

    const backend = await startCollector({ dataDir, port: gone.port });
    const inbox = createInbox();
    backend.onAccepted(({ request }) => inbox.add(flatten(request)));
    const orders = () => inbox.logs.filter(({ eventName }) => eventName === 'shop.order');
    await start({ RUM_BACKEND: backend.url });
    await inbox.waitFor(() => orders().length >= EVENTS, `${EVENTS} orders`);
    await inbox.waitForPoint('otel_rum.page_load.duration');
    const numbers = orders().map(({ attributes }) => Number(attributes.order));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: EVENTS }, (_, i) => i));
    await backend.close();
  });
}

interface Rum {
  addEvent(name: string, attributes: Record<string, number>): void;
}
