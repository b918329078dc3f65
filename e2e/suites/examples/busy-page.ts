import type { Page } from '@playwright/test';
import { bundle } from '../../harness/bundle.js';
import type { Inbox } from '../../harness/inbox.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { flush } from '../../harness/test.js';

/** The app's own telemetry by the OpenTelemetry API alone, with every kind of value, instrument and number. */
const APP = `
  import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
  import { logs } from '@opentelemetry/api-logs';

  const tracer = trace.getTracer('shop', '2.0.0');
  const first = tracer.startSpan('catalogue');
  first.end();
  const links = [{ context: first.spanContext(), attributes: { why: 'before' } }];
  tracer.startActiveSpan('checkout', { links, attributes: { 'cart.size': 3, 'cart.value': 42.5 } }, (span) => {
    span.setAttributes({ paid: true, gift: false, none: 0, empty: '', tiny: 1e-7, names: ['ä', '電影'], big: 2 ** 53 - 1 });
    span.addEvent('packed', { boxes: 2 });
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'no stock' });
    logs.getLogger('shop').emit({
      severityNumber: 13, severityText: 'WARN', eventName: 'shop.short',
      body: { film: 'Solaris', seats: [1, 2.5, null], bytes: new Uint8Array([0, 255]), nested: { yes: true } },
    });
    span.end();
  });
  const meter = metrics.getMeter('shop');
  meter.createCounter('shop.orders', { unit: '{order}', description: 'Orders.' }).add(5, { kind: 'film' });
  meter.createCounter('shop.paid').add(12.75);
  meter.createUpDownCounter('shop.open').add(-2);
  meter.createGauge('shop.queue').record(0);
  const wait = meter.createHistogram('shop.wait', { unit: 's', advice: { explicitBucketBoundaries: [0.5, 1, 5] } });
  for (const seconds of [0, 0.5, 2.5, 60]) wait.record(seconds);
`;

const BODY = `<h1>Shop</h1>
  <button id="ok" onclick="fetch('/api/ok').then((r) => r.text())">Fetch</button>
  <button id="failing" onclick="fetch('/api/failing').then((r) => r.text())">Fail</button>
  <button id="xhr" onclick="const x = new XMLHttpRequest(); x.open('GET', '/api/ok?id=7'); x.send()">XHR</button>
  <button id="throw" onclick="null.price">Throw</button>
  <button id="reject" onclick="Promise.reject(new RangeError('sold out'))">Reject</button>
  <button id="film" onclick="history.pushState(0, '', '/films/7')">Film</button>
  <button id="event" onclick="otelRum.addEvent('shop.left', { films: 2 })">Event</button>`;

/** Opens a page that loads, is clicked, fetches, fails, navigates, records telemetry of its own, and is closed. */
export async function visitBusyPage(
  page: Page,
  site: Site,
  inbox: Inbox,
  endpoint: string,
  options: Record<string, string> = {},
): Promise<void> {
  site.serve('/app.js', { headers: { 'content-type': 'text/javascript' }, body: await bundle(APP) });
  const url = serveSnippetPage(site, '/', {
    options: { 'service-name': 'shop', endpoint, ...options },
    body: `${BODY}<script type="module" src="/app.js"></script>`,
    tag: '',
  });
  await page.goto(url);
  for (const id of ['ok', 'failing', 'xhr', 'throw', 'reject', 'film']) await page.click(`#${id}`);
  await inbox.waitForSpan('GET /api/failing');
  await inbox.waitForSpan('navigation');
  await flush(page);
  // Over 8 KiB, and not the first batch of its signal: gzipped if the option is on.
  await page.evaluate(
    `otelRum.addEvent('shop.large', { text: 'tickets '.repeat(900), more: 'films '.repeat(900) })`,
  );
  await flush(page);
  // The records of page end.
  await page.click('#event');
  await page.close({ runBeforeUnload: false });
  await inbox.waitForEvent('shop.left');
  for (const vital of ['lcp', 'cls'])
    await inbox.waitForEvent(
      'browser.web_vital',
      (log) => log.attributes['browser.web_vital.name'] === vital,
    );
  await inbox.waitForPoint('otel_rum.web_vital.cls');
}
