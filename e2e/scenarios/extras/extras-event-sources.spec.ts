import type { Page } from '@playwright/test';
import { expect, flush, openWithExtras, openWithout, test } from '../../harness/extras.js';

/** Logs what an app can see of its event sources. */
const APP = (host: string) => `
  const seen = [];
  const see = (what, ...values) => seen.push([what, ...values.map((value) => typeof value === 'function' ? value.name : value)]);
  const attempt = (what, run) => {
    try { see(what, String(run())); } catch (error) { see(what, error.constructor.name, error.name, error.message, error.code); }
  };
  const flags = (object, key) => {
    const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    return JSON.stringify(rest);
  };
  const url = 'http://${host}/news?token=secret';
  see('name and length', EventSource.name, EventSource.length, typeof EventSource);
  see('text', /\\[native code\\]/.test(String(EventSource)), /\\[native code\\]/.test(String(EventSource.prototype.addEventListener)));
  see('constants', EventSource.CONNECTING, EventSource.OPEN, EventSource.CLOSED);
  see('own keys', Reflect.ownKeys(EventSource).map(String).join());
  see('global', flags(globalThis, 'EventSource'), Object.keys(globalThis).includes('EventSource'));
  for (const key of ['constructor', 'close']) see(key, flags(EventSource.prototype, key));
  see('prototype', EventSource.prototype.constructor === EventSource, Object.getPrototypeOf(EventSource) === EventTarget);
  see('addEventListener', EventSource.prototype.addEventListener.name, EventSource.prototype.addEventListener.length);
  attempt('without new', () => EventSource(url));
  attempt('without a URL', () => new EventSource());
  attempt('bad URL', () => new EventSource('http://bad host/'));
  attempt('close on something else', () => EventSource.prototype.close.call({}));
  attempt('no listener', () => EventSource.prototype.addEventListener.call(new EventTarget(), 'x'));
  attempt('listening on something else', () => EventSource.prototype.addEventListener.call({}, 'x', null));

  const conversions = [];
  const converted = new EventSource(
    { toString() { conversions.push('url'); return url; } },
    { get withCredentials() { conversions.push('withCredentials'); return false; } },
  );
  converted.addEventListener({ toString() { conversions.push('type'); return 'price'; } }, () => {});
  see('conversions', conversions.join());
  see('kind', converted instanceof EventSource, converted.constructor === EventSource, Reflect.ownKeys(converted).length, String(converted));
  converted.close();
  see('closed', converted.readyState);
  class News extends EventSource { kind = 'news'; }
  const news = new News(url);
  see('subclass', news instanceof News, news instanceof EventSource, news.constructor, news.kind);
  news.close();

  const run = async () => {
    const stream = new EventSource(url);
    for (const type of ['open', 'message', 'error', 'price', 'last']) {
      const order = (who) => ({ data, lastEventId, origin, isTrusted, target, constructor }) =>
        see(type, who, constructor, data, lastEventId, origin, isTrusted, target === stream, stream.readyState);
      stream.addEventListener(type, order('first'));
      if (type in stream) see('property', stream['on' + type] = order('property'));
      if ('on' + type in stream) stream['on' + type] = order('property');
      stream.addEventListener(type, order('once'), { once: true });
      const gone = order('gone');
      stream.addEventListener(type, gone);
      stream.removeEventListener(type, gone);
      stream.addEventListener(type, { handleEvent: order('object') }, true);
    }
    see('made', stream.readyState, stream.url, stream.withCredentials);
    await new Promise((resolve) => stream.addEventListener('last', resolve));
    stream.close();
    const forbidden = new EventSource('http://${host}/forbidden');
    await new Promise((resolve) => { forbidden.onerror = resolve; });
    see('forbidden', forbidden.readyState);
    const flaky = new EventSource('http://${host}/flaky?' + WHO);
    const received = [];
    await new Promise((resolve) => {
      flaky.onmessage = ({ data }) => { received.push(data); if (received.length === 2) resolve(); };
      flaky.onopen = () => received.push('open');
      flaky.onerror = () => received.push('error ' + flaky.readyState);
    });
    flaky.close();
  };
  window.seen = run().then(() => JSON.stringify(seen));
`;
const seenBy = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: Promise<string> }).seen).then(JSON.parse);

test('an app sees the same of its event sources as without us', async ({ page, site, collector, live }) => {
  const world = { page, site, collector };
  await openWithout(world, `const WHO = 'without';${APP(live.host)}`);
  const without = await seenBy(page);
  await openWithExtras(world, `const WHO = 'with';${APP(live.host)}`);
  expect(await seenBy(page)).toEqual(without);
  expect(without.length).toBeGreaterThan(30);
  await flush(page);
  expect(collector.spans.filter(({ name }) => name.startsWith('EventSource ')).length).toBe(5);
  expect(JSON.stringify(collector.spans)).not.toMatch(/secret/);
});

test('an EventSource is a span with the numbers of all messages, whatever their types', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `document.body.innerHTML = '<button id="follow">Follow</button>';
    document.getElementById('follow').onclick = () => {
      const stream = new EventSource('http://${live.host}/news?token=secret');
      stream.onmessage = () => {};
      stream.addEventListener('price', () => {});
      stream.addEventListener('last', () => stream.close());
    };`,
  );
  await page.click('#follow');
  const span = await collector.waitForSpan('EventSource /news');
  const click = await collector.waitForSpan('click');
  expect(span).toMatchObject({
    kind: 'client',
    status: 'unset',
    traceId: click.traceId,
    parentSpanId: click.spanId,
    scope: { name: 'otel-rum/event-sources' },
  });
  expect(span.attributes).toMatchObject({
    'url.full': `http://${live.host}/news?token=REDACTED`,
    'url.template': '/news',
    'server.address': '127.0.0.1',
    'server.port': Number(live.host.split(':')[1]),
    'otel_rum.connection.open': expect.any(Number),
    // One without a type, two prices, one of the type "open", the last; the message `unheard` has no listener.
    'otel_rum.connection.messages.received': 5,
    'otel_rum.connection.bytes.received': 'plain12 €13\nmorenamedz'.length + 2,
    'otel_rum.connection.reconnects': 0,
  });
  for (const absent of ['error.type', 'otel_rum.incomplete', 'otel_rum.connection.messages.sent'])
    expect(span.attributes).not.toHaveProperty([absent]);
});

test('an EventSource that is refused, one that reconnects, one that is aborted, one open at page end', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `const until = (path, type, count) => new Promise((resolve) => {
      const stream = new EventSource('http://${live.host}' + path);
      stream.addEventListener(type, () => { if (--count === 0) resolve(stream); });
    });
    new EventSource('http://${live.host}/given-up').close();
    window.done = Promise.all([
      until('/forbidden', 'error', 1),
      until('/flaky', 'message', 2).then((stream) => stream.close()),
      until('/quiet', 'open', 1),
    ]).then(() => {});`,
  );
  await page.evaluate(() => (window as unknown as { done: Promise<void> }).done);
  await page.close();

  const forbidden = await collector.waitForSpan('EventSource /forbidden');
  expect(forbidden.status).toBe('error');
  expect(forbidden.attributes['error.type']).toBe('network');
  const flaky = await collector.waitForSpan('EventSource /flaky');
  expect(flaky.status).toBe('unset');
  expect(flaky.attributes).toMatchObject({
    'otel_rum.connection.reconnects': 1,
    'otel_rum.connection.messages.received': 2,
  });
  const givenUp = await collector.waitForSpan('EventSource /given-up');
  expect(givenUp.status).toBe('unset');
  expect(givenUp.attributes['otel_rum.request.aborted']).toBe(true);
  const quiet = await collector.waitForSpan('EventSource /quiet');
  expect(quiet.attributes).toMatchObject({
    'otel_rum.incomplete': true,
    'otel_rum.connection.messages.received': 0,
  });
});
