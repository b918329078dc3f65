import type { Page } from '@playwright/test';
import { addedKeys, ourTag, type World } from '../../fixtures/hostile/page.js';
import { snapshot } from '../../fixtures/hostile/snapshot.js';
import { expect, flush, test } from '../../harness/test.js';

/** All patched members. */
const PATCHED = [
  'History.prototype.pushState',
  'History.prototype.replaceState',
  'WebSocket.prototype.send',
  'Worker.prototype.postMessage',
  'XMLHttpRequest.prototype.open',
  'XMLHttpRequest.prototype.send',
  'XMLHttpRequest.prototype.setRequestHeader',
  'window.clearInterval',
  'window.clearTimeout',
  'window.fetch',
  'window.setInterval',
  'window.setTimeout',
];
const KEPT = `globalThis.kept = [History.prototype.pushState, History.prototype.replaceState, WebSocket.prototype.send,
  Worker.prototype.postMessage, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send,
  XMLHttpRequest.prototype.setRequestHeader, clearInterval, clearTimeout, fetch, setInterval, setTimeout];`;

/** Opens a page with these tags, in the state after its load. */
async function open({ page, site }: Pick<World, 'page' | 'site'>, tags: string): Promise<void> {
  site.serve(
    '/',
    `<!doctype html><title>Shop</title><link rel="icon" href="data:,"><script>${KEPT}</script>${tags}<h1>Shop</h1>`,
  );
  await page.goto(`${site.url}/`);
}

/** A global of Firefox's driver. */
const OF_DRIVER = /^(window\.)?__pw_/;

/** Returns the properties that differ, with their descriptions. */
function differences(one: string[], other: string[]): string[] {
  const [before, after] = [new Set(one), new Set(other)];
  const changed = [...other.filter((line) => !before.has(line)), ...one.filter((line) => !after.has(line))];
  const names = changed.map((line) => line.split(': ', 1)[0] as string);
  return [...new Set(names.filter((name) => !OF_DRIVER.test(name)))].sort();
}

/** Tracks our listeners of window and document, not those of the test's driver. Runs before any script of the page. */
const countListeners = () => {
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  const listeners = new Set<string>();
  const ids = new Map<unknown, number>();
  const keyOf = (target: unknown, type: string, listener: unknown, options?: unknown) => {
    if (!ids.has(listener)) ids.set(listener, ids.size);
    const isCapture =
      typeof options === 'object' ? !!(options as AddEventListenerOptions)?.capture : !!options;
    const name = target === document ? 'document' : 'window';
    return `${name} ${type} ${isCapture ? 'capture' : 'bubble'} ${ids.get(listener)}`;
  };
  const isCounted = (target: unknown) => !target || target === window || target === document;
  const isByUs = () => new Error().stack?.includes('/otel-rum.iife.js');
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (isCounted(this) && isByUs()) listeners.add(keyOf(this, type, listener, options));
    add.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (isCounted(this)) listeners.delete(keyOf(this, type, listener, options));
    remove.call(this, type, listener, options);
  };
  (globalThis as unknown as { listeners: Set<string> }).listeners = listeners;
};
const listenersOf = (page: Page) =>
  page.evaluate(() => [...(globalThis as unknown as { listeners: Set<string> }).listeners]);

const shutdown = (page: Page) =>
  page.evaluate(() => (window as unknown as { otelRum: { shutdown(): Promise<void> } }).otelRum.shutdown());

test('only the documented members of a page are changed, and after shutdown() the page is as before', async ({
  page,
  site,
  collector,
}) => {
  await open({ page, site }, '');
  const native = await page.evaluate(snapshot);
  await open({ page, site }, ourTag(collector.url));
  await collector.waitForSpan('documentLoad');
  const running = differences(native, await page.evaluate(snapshot));
  const keys = (isRunning?: boolean) => addedKeys(isRunning).map((key) => `window.${key}`);
  expect(running).toEqual([...PATCHED, ...keys()].sort());
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['otel-rum.session']);

  await shutdown(page);
  const stopped = differences(native, await page.evaluate(snapshot));
  const kept = await page.evaluate(() => {
    const { kept } = window as unknown as { kept: unknown[] };
    const { open: xhrOpen, send, setRequestHeader } = XMLHttpRequest.prototype;
    const { pushState, replaceState } = History.prototype;
    const sending = [WebSocket.prototype.send, Worker.prototype.postMessage];
    const timers = [clearInterval, clearTimeout, fetch, setInterval, setTimeout];
    const now = [pushState, replaceState, ...sending, xhrOpen, send, setRequestHeader, ...timers];
    return now.map((one, index) => one === kept[index]);
  });
  expect(kept).toEqual(PATCHED.map(() => true));
  // The global of OpenTelemetry's API stays, empty.
  expect(stopped).toEqual(keys().filter((key) => !key.includes('logs')));
});

test('after shutdown() no listener of ours is left', async ({ page, site, collector }) => {
  await page.addInitScript(countListeners);
  // Except those of web-vitals, which cannot be stopped.
  const start = `<script src="/otel-rum.iife.js"></script><script>otelRum.initRum({ serviceName: 'shop',
    endpoint: '${collector.url}', instrumentations: (all) => all.filter(({ name }) => name !== 'web-vitals') });</script>`;
  await open({ page, site }, start);
  await collector.waitForSpan('documentLoad');
  expect(await listenersOf(page)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('window pagehide'),
      expect.stringContaining('document freeze'),
    ]),
  );
  await shutdown(page);
  expect(await listenersOf(page)).toEqual([]);
});

test('our own requests carry no trace headers, are no spans, and do not delay a navigation', async ({
  page,
  site,
  collector,
}) => {
  await open({ page, site }, ourTag(collector.url));
  await collector.waitForSpan('documentLoad');
  await page.evaluate(async () => {
    history.pushState({}, '', '/cart');
    (window as unknown as { otelRum: { addEvent(name: string): void } }).otelRum.addEvent('shop.cart');
  });
  // While the navigation is settling, an export is sent and answered.
  await flush(page);
  await collector.waitForEvent('shop.cart');
  const { startMillis, endMillis, attributes } = await collector.waitForSpan('navigation');
  expect(attributes['otel_rum.navigation.reason']).toBe('quiet');
  expect(endMillis - startMillis).toBe(0);
  await flush(page);
  expect(collector.exports.filter(({ headers }) => 'traceparent' in headers || 'baggage' in headers)).toEqual(
    [],
  );
  const reported = [...collector.spans, ...collector.logs].map(({ attributes: of }) => JSON.stringify(of));
  expect(reported.filter((text) => text.includes('/v1/'))).toEqual([]);
  const measured = collector.metrics.filter(({ name }) => name === 'http.client.request.duration');
  expect(measured).toEqual([]);
});
