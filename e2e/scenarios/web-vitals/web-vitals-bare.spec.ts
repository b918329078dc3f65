import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { bundle } from '../../harness/bundle.js';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import type { Attributes, Log, Point } from '../../harness/otlp.js';
import { serveModulePage, serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

/** The last value that the bare library reported for each vital of each navigation. */
type Bare = Record<
  string,
  { name: string; type: string; navigationId: number; value: number; rating: string }
>;
interface Shop {
  bare: Bare;
  clicks: number;
  otelRum: { flush(): Promise<void>; setRoute(route: string): void };
}

const WEB_VITALS = readFileSync(fileURLToPath(new URL(import.meta.resolve('web-vitals'))), 'utf8');

/** The bare library beside otel-rum, and a shop with routes that paint, a search that changes the query, a slow button, and moving content. */
const BARE = `
  import { onCLS, onFCP, onINP, onLCP, onTTFB } from '/web-vitals.js';
  window.bare = {};
  const note = ({ name, navigationType: type, navigationId, id, value, rating }) => {
    bare[id] = { name, type, navigationId, value, rating };
  };
  for (const vital of [onCLS, onFCP, onLCP]) vital(note, { reportSoftNavs: true });
  onINP(note, { reportSoftNavs: true, reportAllChanges: true });
  onTTFB(note);

  const main = document.getElementById('main');
  const setRoute = (route) => globalThis.otelRum.setRoute(route);
  const show = (url, route, text) => {
    history.pushState({}, '', url);
    if (route) setRoute(route);
    main.innerHTML = '<h2 style="font-size:60px">' + text + '</h2><p>Lorem ipsum dolor sit amet, and more of it.</p>';
  };
  setRoute('/');
  document.getElementById('film').onclick = () => show('/films/7', '/films/:id', 'A film');
  document.getElementById('search').onclick = () => show('/films/7?q=blue', undefined, 'What was found');
  document.getElementById('slow').onclick = () => {
    const until = performance.now() + 70;
    while (performance.now() < until);
  };
  window.clicks = 0;
  new PerformanceObserver((list) => { window.clicks += list.getEntriesByName('click').length; })
    .observe({ type: 'event', durationThreshold: 40 });`;
const BODY = `<h1>Shop</h1><button id="film">Film</button><button id="search">Search</button>
  <button id="slow">Slow</button><div id="late"></div><div id="main">What we have on show today</div>`;

const inPage = <T>(page: Page, work: (shop: Shop) => T) =>
  page.evaluate(`(${work.toString()})(globalThis)`) as Promise<Awaited<T>>;

/** Clicks something slow, and waits for its entry. */
async function clickSlow(page: Page): Promise<void> {
  const before = await inPage(page, ({ clicks }) => clicks);
  await page.click('#slow');
  await page.waitForFunction((count) => (globalThis as unknown as Shop).clicks > count, before);
  await idle(page);
}

/** Waits until the library has handled all entries, which it does when the page is idle. */
const idle = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 2_000 })),
        ),
      ),
  );

/** Moves content until a shift counts: not before the first paint, nor within half a second of the last input. */
const shift = async (page: Page, pixels: number): Promise<void> => {
  if (!supports('layoutShifts')) return;
  await page.evaluate(async (height) => {
    const late = document.getElementById('late') as HTMLElement;
    let hasCounted = false;
    new PerformanceObserver((list) => {
      const entries = list.getEntries() as (PerformanceEntry & { hadRecentInput: boolean })[];
      hasCounted ||= entries.some(({ hadRecentInput }) => !hadRecentInput);
    }).observe({ type: 'layout-shift' });
    while (!hasCounted) {
      late.style.height = late.style.height === `${height}px` ? '' : `${height}px`;
      for (let frame = 0; frame < 5; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, pixels);
};

/** Hides the tab, and shows it again. */
async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const state of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }
  });
  await idle(page);
}

const VITAL = 'browser.web_vital.';
const METRIC = 'otel_rum.web_vital.';
const CORRECTION = 'otel_rum.web_vital.correction.';
const unitOf = (name: string) => (name === 'cls' ? 1 : 1_000);

/** Returns our last report of each vital of each navigation. */
const lastEvents = (logs: Log[]) => {
  const last = new Map<string, Attributes>();
  for (const { eventName, attributes } of logs)
    if (eventName === 'browser.web_vital') last.set(String(attributes[`${VITAL}id`]), attributes);
  return [...last.values()];
};
/** Returns a vital's histogram with its corrections. */
function corrected(collector: Collector, name: string, isChosen: (point: Point) => boolean) {
  const of = (metric: string, side?: string) =>
    collector.metrics
      .filter((each) => each.name === metric)
      .flatMap(({ points }) => points)
      .filter((point) => isChosen(point) && point.attributes['otel_rum.correction'] === side);
  const total = (points: Point[], what: 'count' | 'sum') =>
    points.reduce((sum, point) => sum + (point[what] ?? 0), 0);
  return (['count', 'sum'] as const).map(
    (what) =>
      total(of(METRIC + name), what) +
      total(of(CORRECTION + name, 'added'), what) -
      total(of(CORRECTION + name, 'removed'), what),
  );
}

/** Expects the bare library's values in our last event of each vital, and in the corrected histograms. */
async function expectSameAsBare(collector: Collector, bare: Bare): Promise<void> {
  const expected = Object.values(bare)
    .map(({ name, type, navigationId, value, rating }) => ({
      name: name.toLowerCase(),
      type,
      navigationId,
      // As sent: without rounding errors after the sixth decimal.
      value: Math.round(value * 1e6) / 1e6,
      rating,
    }))
    .sort((a, b) => a.navigationId - b.navigationId || (a.name < b.name ? -1 : 1));
  await expect
    .poll(() =>
      lastEvents(collector.logs)
        .map((attributes) => ({
          name: attributes[`${VITAL}name`],
          type: attributes[`${VITAL}navigation_type`],
          // The library's number of a document in an engine without soft navigations, which we do not report.
          navigationId: Number(attributes['otel_rum.navigation.id'] ?? 0),
          value: attributes[`${VITAL}value`],
          rating: attributes[`${VITAL}rating`],
        }))
        .sort((a, b) => a.navigationId - b.navigationId || (String(a.name) < String(b.name) ? -1 : 1)),
    )
    .toEqual(expected);
  for (const name of new Set(expected.map((each) => each.name))) {
    for (const type of new Set(expected.map((each) => each.type))) {
      const values = expected
        .filter((each) => each.name === name && each.type === type)
        .map(({ value }) => value);
      const [count, sum] = corrected(
        collector,
        name,
        ({ attributes }) => attributes[`${VITAL}navigation_type`] === type,
      );
      expect(count, `${name} ${type}`).toBe(values.length);
      expect(sum, `${name} ${type}`).toBeCloseTo(values.reduce((a, b) => a + b, 0) / unitOf(name), 6);
    }
  }
}

/** The script tag and npm, which contain different builds of web-vitals. */
const DOORS: Record<string, (site: Site, endpoint: string) => Promise<string>> = {
  script: async (site, endpoint) =>
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint },
      tag: '',
      body: `${BODY}<script type="module">${BARE}</script>`,
    }),
  npm: async (site, endpoint) => {
    const script = await bundle(
      `import { initRum } from 'otel-rum';
       globalThis.otelRum = initRum({ serviceName: 'shop', endpoint: ${JSON.stringify(endpoint)} });`,
    );
    site.serve('/bare.js', { headers: { 'content-type': 'text/javascript' }, body: BARE });
    return serveModulePage(site, '/', `${script}\nawait import('/bare.js');`, BODY);
  },
};

for (const [door, serve] of Object.entries(DOORS)) {
  test.describe(`by ${door}, beside the bare web-vitals`, () => {
    test.beforeEach(({ site }) => {
      site.serve('/web-vitals.js', { headers: { 'content-type': 'text/javascript' }, body: WEB_VITALS });
    });

    test('the vitals of a page that is shown twice are the same, each counted once and corrected', async ({
      page,
      site,
      collector,
    }) => {
      await page.goto(await serve(site, collector.url));
      await collector.waitForSpan('documentLoad');
      await shift(page, 40);
      await clickSlow(page);
      await lookAway(page);
      await collector.waitForPoint('otel_rum.web_vital.inp');
      await shift(page, 300);
      // Slower than the first, however slow that was.
      await inPage(page, ({ bare }) => {
        const before = Object.values(bare).find(({ name }) => name === 'INP')?.value ?? 0;
        (document.getElementById('slow') as HTMLElement).onclick = () => {
          const until = performance.now() + before + 50;
          while (performance.now() < until);
        };
      });
      await clickSlow(page);
      await lookAway(page);
      const bare = await inPage(page, (shop) => shop.bare);
      expect(
        Object.values(bare)
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...(supports('layoutShifts') ? ['CLS'] : []), 'FCP', 'INP', 'LCP', 'TTFB']);
      await page.close();
      await expectSameAsBare(collector, bare);
      for (const name of ['inp', ...(supports('layoutShifts') ? ['cls'] : [])]) {
        for (const side of ['removed', 'added']) {
          const point = await collector.waitForPoint(
            CORRECTION + name,
            ({ attributes }) => attributes['otel_rum.correction'] === side,
          );
          expect(point.count).toBe(1);
        }
      }
    });

    test('the vitals of soft navigations are the same, and belong to their navigation and route', async ({
      page,
      site,
      collector,
    }) => {
      await page.goto(await serve(site, collector.url));
      await collector.waitForSpan('documentLoad');
      for (const link of ['#film', '#search']) {
        const before = Object.keys(await inPage(page, ({ bare }) => bare)).length;
        await page.click(link);
        if (supports('softNavigations'))
          await page.waitForFunction(
            (count) => Object.keys((globalThis as unknown as Shop).bare).length > count,
            before,
          );
        await clickSlow(page);
      }
      await lookAway(page);
      const bare = await inPage(page, (shop) => shop.bare);
      const navigation = await collector.waitForSpan('navigation');

      const soft = Object.values(bare).filter(({ type }) => type === 'soft-navigation');
      expect(soft.map(({ name }) => name).sort()).toEqual(
        supports('softNavigations') ? ['CLS', 'CLS', 'FCP', 'FCP', 'INP', 'INP', 'LCP', 'LCP'] : [],
      );
      // Records without room when the page was hidden were stored, and are sent now.
      await expectSameAsBare(collector, bare);
      await page.close();

      const viewId = navigation.attributes['otel_rum.page_view.id'];
      const events = collector.logs.filter(
        ({ attributes }) => attributes[`${VITAL}navigation_type`] === 'soft-navigation',
      );
      expect(events).toHaveLength(soft.length);
      // An interaction that also caused a long frame has a span of its own, to which INP belongs.
      const clicks = collector.spans.filter(({ name }) => name === 'click');
      const spanOf = (name: unknown, id: string | undefined) =>
        (name === 'inp' && clicks.find(({ spanId }) => spanId === id)) || navigation;
      for (const { attributes, traceId, spanId } of events) {
        // The search changes only the query: a navigation of the browser, in the same view.
        expect(attributes['otel_rum.page_view.id']).toBe(viewId);
        expect(attributes['otel_rum.document.url.template']).toBe('/films/:id');
        const span = spanOf(attributes[`${VITAL}name`], spanId);
        expect({ traceId, spanId }).toEqual({ traceId: span.traceId, spanId: span.spanId });
      }
      for (const name of supports('softNavigations') ? ['lcp', 'fcp', 'inp', 'cls'] : []) {
        const point = await collector.waitForPoint(
          METRIC + name,
          ({ attributes }) => attributes[`${VITAL}navigation_type`] === 'soft-navigation',
        );
        expect(point.attributes).toMatchObject({ 'otel_rum.document.url.template': '/films/:id' });
        const exemplars = point.exemplars ?? [];
        for (const { traceId, spanId } of exemplars) {
          const span = spanOf(name, spanId);
          expect({ traceId, spanId }).toEqual({ traceId: span.traceId, spanId: span.spanId });
        }
        expect(exemplars.length).toBeGreaterThan(0);
      }
      const hard = lastEvents(collector.logs).filter(
        (attributes) => attributes[`${VITAL}navigation_type`] === 'navigate',
      );
      // Without them a vital is the document's, and INP belongs to the view that it was measured in.
      const isOfDocument = (attributes: Attributes) =>
        supports('softNavigations') || attributes[`${VITAL}name`] !== 'inp';
      for (const attributes of hard.filter(isOfDocument))
        expect(attributes['otel_rum.page_view.id']).not.toBe(viewId);
    });
  });
}

test('without soft navigations of the browser, vitals are the document’s, and INP and CLS have their route', async ({
  page,
  site,
  collector,
}) => {
  site.serve('/web-vitals.js', { headers: { 'content-type': 'text/javascript' }, body: WEB_VITALS });
  await page.addInitScript(() => {
    delete (globalThis as { PerformanceSoftNavigation?: unknown }).PerformanceSoftNavigation;
  });
  await page.goto(await (DOORS.script as (typeof DOORS)[string])(site, collector.url));
  await collector.waitForSpan('documentLoad');
  await page.click('#film');
  const navigation = await collector.waitForSpan('navigation');
  await clickSlow(page);
  await shift(page, 200);
  await lookAway(page);
  const bare = await inPage(page, (shop) => shop.bare);
  await page.close();
  await expectSameAsBare(collector, bare);

  const events = lastEvents(collector.logs);
  expect(events.map((attributes) => attributes[`${VITAL}navigation_type`])).toEqual(
    events.map(() => 'navigate'),
  );
  const routeOf = (name: string) =>
    events.find((attributes) => attributes[`${VITAL}name`] === name)?.['otel_rum.document.url.template'];
  expect(routeOf('lcp')).toBe('/');
  expect(routeOf('inp')).toBe('/films/:id');
  expect(routeOf('cls')).toBe(supports('layoutShifts') ? '/films/:id' : undefined);
  const inp = events.find((attributes) => attributes[`${VITAL}name`] === 'inp');
  expect(inp?.['otel_rum.page_view.id']).toBe(navigation.attributes['otel_rum.page_view.id']);
});

test('exemplars refer to the trace of the measurement: the request’s, and the page’s own', async ({
  page,
  site,
  collector,
}) => {
  const url = serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: collector.url } });
  await page.goto(url);
  const load = await collector.waitForSpan('documentLoad');
  await page.evaluate(async () => (await fetch('/api/ok')).text());
  const request = await collector.waitForSpan('GET /api/ok');
  await page.close();
  const point = await collector.waitForPoint('http.client.request.duration');
  expect(point.exemplars).toEqual([
    {
      value: point.sum,
      timeMillis: expect.any(Number),
      traceId: request.traceId,
      spanId: request.spanId,
    },
  ]);
  for (const name of ['otel_rum.page_load.duration', 'otel_rum.web_vital.lcp']) {
    const { exemplars } = await collector.waitForPoint(name);
    expect(exemplars, name).toMatchObject([{ traceId: load.traceId, spanId: load.spanId }]);
  }
});
