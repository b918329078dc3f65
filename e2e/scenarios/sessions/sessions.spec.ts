import type { BrowserContext, Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Log } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

const MINUTE = 60_000;
const KEY = 'otel-rum.session';

const serve = (site: Site, collector: Collector, path = '/') =>
  serveSnippetPage(site, path, {
    options: { 'service-name': 'shop', endpoint: collector.url },
    body: '<button id="buy">Buy</button>',
  });
type Shifted = typeof globalThis & { clockShift?: number };
test.beforeEach(({ context }) =>
  context.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + ((globalThis as Shifted).clockShift ?? 0);
  }),
);
/** Sets the clocks of all open pages, as after a sleep: the wall clock has advanced, the page's own has not. */
const shiftClocks = (context: BrowserContext, byMillis: number) =>
  Promise.all(
    context.pages().map((page) =>
      page.evaluate((millis) => {
        const shifted = globalThis as Shifted;
        shifted.clockShift = (shifted.clockShift ?? 0) + millis;
      }, byMillis),
    ),
  );
const record = (page: Page, name: string) =>
  page.evaluate(
    (event) =>
      (globalThis as unknown as { otelRum: { addEvent(name: string): void } }).otelRum.addEvent(event),
    name,
  );
const idOf = ({ attributes }: Log) => String(attributes['session.id']);
const events = ({ logs }: Collector, name: string) => logs.filter(({ eventName }) => eventName === name);
/** Returns the session of a new record of this page, after all queued records have arrived. */
async function sessionOf(page: Page, collector: Collector, name: string): Promise<string> {
  await record(page, name);
  return idOf(await collector.waitForEvent(name));
}

/** Opens tabs, and waits until they have reported their session. */
async function openTabs(context: BrowserContext, url: string, tabs: number): Promise<Page[]> {
  return Promise.all(
    Array.from({ length: tabs }, async () => {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    }),
  );
}

test('five tabs that open at once are in one session, which starts once', async ({
  context,
  site,
  collector,
}) => {
  const tabs = await openTabs(context, serve(site, collector), 5);
  const ids = await Promise.all(tabs.map((tab, index) => sessionOf(tab, collector, `tab.${index}`)));
  expect(new Set(ids).size).toBe(1);
  expect(new Set(collector.logs.map(idOf)).size).toBe(1);
  expect(events(collector, 'session.start').map(idOf)).toEqual([ids[0]]);
  expect(events(collector, 'session.end')).toEqual([]);
});

test('five tabs that wake from a night’s sleep at once end the session once, and start one', async ({
  context,
  site,
  collector,
}) => {
  const tabs = await openTabs(context, serve(site, collector), 5);
  const [evening] = await Promise.all(
    tabs.map((tab, index) => sessionOf(tab, collector, `evening.${index}`)),
  );
  await shiftClocks(context, 9 * 60 * MINUTE);
  const mornings = await Promise.all(tabs.map((tab, index) => sessionOf(tab, collector, `morning.${index}`)));
  expect(new Set(mornings).size).toBe(1);
  const morning = mornings[0];
  expect(morning).not.toBe(evening);
  expect(events(collector, 'session.start').map(idOf)).toEqual([evening, morning]);
  const ends = events(collector, 'session.end');
  expect(ends.map(idOf)).toEqual([evening]);
  const [begun, next] = events(collector, 'session.start');
  expect(next?.attributes['session.previous_id']).toBe(evening);
  // It ended half an hour after the last activity, although the tabs noticed it in the morning.
  expect(ends[0]?.timeMillis).toBeGreaterThanOrEqual((begun?.timeMillis ?? 0) + 30 * MINUTE);
  expect(ends[0]?.timeMillis).toBeLessThan((begun?.timeMillis ?? 0) + 31 * MINUTE);
});

test('a tab’s activity prolongs the session of an idle tab; telemetry does not', async ({
  context,
  site,
  collector,
}) => {
  const [active, idle] = (await openTabs(context, serve(site, collector), 2)) as [Page, Page];
  const id = await sessionOf(active, collector, 'first');
  await shiftClocks(context, 20 * MINUTE);
  await active.click('#buy');
  await record(idle, 'meanwhile');
  await shiftClocks(context, 20 * MINUTE);
  expect(await sessionOf(idle, collector, 'kept')).toBe(id);
  await shiftClocks(context, 11 * MINUTE);
  expect(await sessionOf(idle, collector, 'ended')).not.toBe(id);
});

test('a request in flight while the laptop sleeps belongs to the session in which it started', async ({
  context,
  page,
  site,
  collector,
}) => {
  const answer = site.hold('/api/slow');
  await page.goto(serve(site, collector));
  const evening = await sessionOf(page, collector, 'evening');
  await page.evaluate(() => void fetch('/api/slow').then((response) => response.text()));
  await site.waitForRequest('/api/slow');
  await shiftClocks(context, 9 * 60 * MINUTE);
  const morning = await sessionOf(page, collector, 'morning');
  answer();
  const span = await collector.waitForSpan('GET /api/slow');
  expect(span.attributes['session.id']).toBe(evening);
  expect(morning).not.toBe(evening);
});

test('cleared storage changes no session: open tabs pass theirs on to a new tab', async ({
  context,
  site,
  collector,
}) => {
  const url = serve(site, collector);
  const [page] = (await openTabs(context, url, 1)) as [Page];
  const id = await sessionOf(page, collector, 'before');
  await page.evaluate(() => localStorage.clear());
  const [newcomer] = (await openTabs(context, url, 1)) as [Page];
  expect(await sessionOf(newcomer, collector, 'newcomer')).toBe(id);
  expect(await sessionOf(page, collector, 'after')).toBe(id);
  expect(events(collector, 'session.start').map(idOf)).toEqual([id]);
});

test('a sandboxed frame, whose storage throws, has a session of its own, and the page is unaffected', async ({
  page,
  site,
  collector,
  consoleOutput,
}) => {
  serve(site, collector, '/frame');
  site.serve('/', '<!doctype html><title>Shop</title><iframe sandbox="allow-scripts" src="/frame"></iframe>');
  await page.goto(site.url);
  const frame = page.frames()[1];
  const start = await collector.waitForEvent('session.start');
  await frame?.click('#buy');
  await frame?.evaluate(() =>
    (globalThis as unknown as { otelRum: { addEvent(name: string): void } }).otelRum.addEvent('framed'),
  );
  expect(idOf(await collector.waitForEvent('framed'))).toBe(idOf(start));
  expect(consoleOutput.errors).toEqual([]);
});

test('a page that closes before its session has settled reports that session, and no other', async ({
  context,
  page,
  site,
  collector,
}) => {
  await page.goto(serve(site, collector));
  await page.waitForFunction((key) => localStorage.getItem(key), KEY);
  await flush(page);
  await page.close();
  const start = await collector.waitForEvent('session.start');
  const next = await context.newPage();
  await next.goto(`${site.url}/`);
  expect(await sessionOf(next, collector, 'next')).toBe(idOf(start));
  expect(events(collector, 'session.start')).toHaveLength(1);
});
