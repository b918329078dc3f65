import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, flush, openWithExtras, openWithout, test } from '../../harness/extras.js';

const SENDS = (host: string) => `
  const to = 'http://${host}/beacon/';
  const form = new FormData();
  form.append('name', 'value');
  const results = [];
  const attempt = (...args) => {
    try { results.push(navigator.sendBeacon(...args)); } catch (error) { results.push([error.constructor.name, error.message]); }
  };
  const conversions = [];
  attempt(to + 'text', 'süß');
  attempt(new URL(to + 'blob?token=secret'), new Blob(['12345']));
  attempt(to + 'bytes', new Uint8Array(7));
  attempt(to + 'pairs', new URLSearchParams({ a: 'b c' }));
  attempt(to + 'form', form);
  attempt(to + 'empty');
  attempt(to + 'null', null);
  attempt({ toString() { conversions.push('url'); return to + 'object'; } }, { toString() { conversions.push('data'); return 'made'; } });
  attempt(to + 'large', 'x'.repeat(70000));
  attempt('http://', 'x');
  attempt('ftp://127.0.0.1/', 'x');
  attempt();
  attempt(to + 'stream', new ReadableStream());
  try { navigator.sendBeacon.call({}, to, 'x'); } catch (error) { results.push(error.message); }
  results.push(conversions.join(), navigator.sendBeacon.name, navigator.sendBeacon.length, Reflect.ownKeys(navigator).length);
  window.results = JSON.stringify(results);
`;
const PATHS = ['text', 'blob', 'bytes', 'pairs', 'form', 'object'];

test('each beacon of the app is an event; the app sees and sends the same as without us', async ({
  page,
  site,
  collector,
  live,
}) => {
  const world = { page, site, collector };
  const results = () => page.evaluate(() => JSON.parse((window as unknown as { results: string }).results));
  const sizes = async () => {
    const entries = await Promise.all(
      PATHS.map(async (path) => [path, await live.waitForBeacon(`/beacon/${path}`)] as const),
    );
    live.beacons.clear();
    return Object.fromEntries(entries.filter(([path]) => path !== 'form'));
  };
  await openWithout(world, SENDS(live.host));
  const without = { results: await results(), sizes: await sizes() };
  await openWithExtras(world, SENDS(live.host));
  expect({ results: await results(), sizes: await sizes() }).toEqual(without);
  await flush(page);

  const reported = collector.logs.filter(({ eventName }) => eventName === 'otel_rum.beacon');
  const byPath = Object.fromEntries(
    reported.map((event) => [
      String(event.attributes['url.full'] ?? 'object')
        .split(/[/?]/)
        .slice(-1)[0],
      event,
    ]),
  );
  expect(reported).toHaveLength(9);
  const sizeOf = (path: string) => byPath[path]?.attributes['http.request.body.size'];
  for (const path of ['text', 'bytes', 'pairs']) expect(sizeOf(path), path).toBe(without.sizes[path]);
  expect(byPath['token=REDACTED']?.attributes).toMatchObject({
    'url.full': `http://${live.host}/beacon/blob?token=REDACTED`,
    'url.template': '/beacon/blob',
    'server.address': '127.0.0.1',
    'http.request.body.size': 5,
    'otel_rum.beacon.accepted': true,
  });
  expect(byPath.empty?.attributes['http.request.body.size']).toBe(0);
  expect(byPath.null?.attributes['http.request.body.size']).toBe(0);
  // Sizes that only the browser knows are left out.
  expect(byPath.form?.attributes).not.toHaveProperty(['http.request.body.size']);
  expect(byPath.object?.attributes).toEqual(
    expect.not.objectContaining({
      'url.full': expect.anything(),
      'http.request.body.size': expect.anything(),
    }),
  );
  expect(byPath.large).toMatchObject({
    severityNumber: 13,
    attributes: { 'otel_rum.beacon.accepted': false, 'http.request.body.size': 70_000 },
  });
  expect(byPath.text).toMatchObject({ severityNumber: 9, scope: { name: 'otel-rum/beacons' } });
  expect(JSON.stringify(reported)).not.toMatch(/secret|süß/);
});

test('a beacon at page end is reported; one of an ignored URL is not', async ({
  page,
  site,
  collector,
  live,
}) => {
  await openWithExtras(
    { page, site, collector },
    `navigator.sendBeacon('http://${live.host}/ignored', 'x');
    addEventListener('pagehide', () => navigator.sendBeacon('http://${live.host}/beacon/pagehide', '12'));
    document.addEventListener('visibilitychange', () => navigator.sendBeacon('http://${live.host}/beacon/hidden', '123'));`,
  );
  await live.waitForBeacon('/ignored');
  await flush(page);
  await page.close();
  for (const [path, size] of Object.entries({ pagehide: 2, hidden: 3 })) {
    const event = await collector.waitForEvent('otel_rum.beacon', ({ attributes }) =>
      String(attributes['url.full']).endsWith(path),
    );
    expect(event.attributes['http.request.body.size']).toBe(size);
  }
  expect(
    collector.logs.filter(({ attributes }) => String(attributes['url.full']).endsWith('/ignored')),
  ).toEqual([]);
});

test('a bundle without otel-rum/extras contains none of it', () => {
  const dist = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../../dist/${name}`, import.meta.url)), 'utf8');
  const traces =
    /otel_rum\.(web_socket|connection|beacon)|sendBeacon|EventSource|browser\.console|resourceFetch/;
  expect(dist('extras.js')).toMatch(traces);
  for (const door of ['index.js', 'otel-rum.iife.js', 'loader.js'])
    expect(dist(door), door).not.toMatch(traces);
});
