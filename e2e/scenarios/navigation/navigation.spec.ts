import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { supports } from '../../harness/engine-support.js';
import type { Log, Span } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';
import { expect, flush, test } from '../../harness/test.js';

/** What the browser reported about interactions and their paints, in wall time. */
interface Observed {
  type: string;
  startMillis: number;
  endMillis: number;
  navigationId: number;
}

/** A shop that shows routes when their data has arrived. */
const SHOP = `<button id="film">Film</button><button id="cart">Cart</button>
  <button id="account">Account</button><div id="main">Our shop</div>
  <script type="module">
    const main = document.getElementById('main');
    const show = (text) => {
      main.innerHTML = '<h2 style="font-size:60px">' + text + '</h2><p>Lorem ipsum dolor sit amet, and more of it.</p>';
    };
    document.getElementById('film').onclick = async () => {
      history.pushState({}, '', '/films/7');
      otelRum.setRoute('/films/:id');
      main.innerHTML = '<i>One moment</i>';
      await (await fetch('/api/films/7')).text();
      show('A film');
    };
    // The cart requires a login, and the login redirects by language.
    document.getElementById('cart').onclick = async () => {
      history.pushState({}, '', '/cart');
      otelRum.setRoute('/cart');
      await fetch('/api/ok');
      history.replaceState({}, '', '/login');
      await null;
      history.replaceState({}, '', '/login/de');
      otelRum.setRoute('/login/:country');
      show('Who are you?');
    };
    // A guard that pushes a URL: the user can go back to the guarded one.
    document.getElementById('account').onclick = () => {
      history.pushState({}, '', '/account');
      history.pushState({}, '', '/login');
      show('Who are you?');
    };
    window.observed = [];
    for (const type of ['soft-navigation', 'interaction-contentful-paint']) {
      new PerformanceObserver((list) => {
        for (const { startTime, duration, navigationId } of list.getEntries()) {
          const startMillis = performance.timeOrigin + startTime;
          observed.push({ type, startMillis, endMillis: startMillis + duration, navigationId });
        }
      }).observe({ type });
    }
  </script>`;

/** Opens the shop, and resolves when its load has arrived. */
async function open(
  page: Page,
  site: Site,
  collector: Collector,
  { options = {}, head = '' }: { options?: Record<string, string>; head?: string } = {},
): Promise<string> {
  const url = serveSnippetPage(site, '/', {
    options: {
      'service-name': 'shop',
      endpoint: collector.url,
      'flush-interval-millis': '300',
      ...options,
    },
    tag: '',
    head,
    body: SHOP,
  });
  await page.goto(url);
  await collector.waitForSpan('documentLoad');
  return url;
}

const observedIn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { observed: Observed[] }).observed);
const isOf = (path: string) => (record: Span | Log) => String(record.attributes['url.full']).endsWith(path);
const navigations = (collector: Collector) => collector.spans.filter(({ name }) => name === 'navigation');
const views = (collector: Collector) =>
  collector.logs.filter(({ eventName }) => eventName === 'browser.navigation');

/** The reason why a navigation of a person has ended: the browser reports its paint, or it is estimated. */
const reasonOfPaint = () => (supports('softNavigations') ? 'soft_navigation' : 'quiet');

test('a route change by click is a span in the click’s trace from the interaction to the paint, as the browser reports them, with its vitals', async ({
  page,
  site,
  collector,
}) => {
  // The spinner is shown for longer than the quiet time.
  const release = site.hold('/api/films/7');
  const url = await open(page, site, collector);
  await page.click('#film');
  await site.waitForRequest('/api/films/7');
  const askedAt = await page.evaluate(() => performance.timeOrigin + performance.now());
  await page.waitForFunction(
    (otherwise) => {
      const { observed } = globalThis as unknown as { observed: Observed[] };
      const [{ endMillis } = { endMillis: otherwise }] = observed;
      return performance.timeOrigin + performance.now() > endMillis + 400;
    },
    supports('softNavigations') ? Number.POSITIVE_INFINITY : askedAt,
    { polling: 50 },
  );
  release();

  const navigation = await collector.waitForSpan('navigation');
  const click = await collector.waitForSpan('click');
  const request = await collector.waitForSpan('GET /api/films/{id}');
  expect(navigation).toMatchObject({ kind: 'internal', traceId: click.traceId, parentSpanId: click.spanId });
  expect(request.traceId).toBe(click.traceId);
  const observed = await observedIn(page);
  const began = observed.find(({ type }) => type === 'soft-navigation');
  expect(began !== undefined).toBe(supports('softNavigations'));
  const id = began ? { 'otel_rum.navigation.id': began.navigationId } : {};
  expect(navigation.attributes).toMatchObject({
    'otel_rum.navigation.reason': reasonOfPaint(),
    ...id,
    'otel_rum.navigation.from': url,
    'browser.navigation.type': 'push',
    'browser.navigation.same_document': true,
    'browser.document.url.full': `${site.url}/films/7`,
    'otel_rum.document.url.template': '/films/:id',
  });
  if (began) {
    expect(navigation.startMillis).toBeCloseTo(began.startMillis, 0);
    expect(navigation.endMillis).toBeCloseTo(Math.max(...observed.map(({ endMillis }) => endMillis)), 0);
  } else expect(navigation.attributes).not.toHaveProperty('otel_rum.navigation.id');
  // The paint of the film, not of the spinner.
  expect(navigation.endMillis).toBeGreaterThanOrEqual(request.endMillis);

  const duration = await collector.waitForPoint('otel_rum.navigation.duration');
  expect(duration).toMatchObject({
    count: 1,
    sum: expect.closeTo((navigation.endMillis - navigation.startMillis) / 1_000, 3),
    attributes: {
      'otel_rum.navigation.reason': reasonOfPaint(),
      'browser.navigation.type': 'push',
      'otel_rum.document.url.template': '/films/:id',
    },
  });
  expect(duration.metric).toMatchObject({ kind: 'histogram', temporality: 'delta', unit: 's' });

  await flush(page);
  expect(views(collector)).toHaveLength(2);
  const [document, view] = views(collector) as [Log, Log];
  expect(document.attributes['browser.navigation.same_document']).toBe(false);
  expect(document.attributes).not.toHaveProperty('otel_rum.navigation.id');
  expect(view.attributes).toMatchObject({
    'browser.navigation.same_document': true,
    'otel_rum.navigation.from': url,
    ...id,
    'otel_rum.page_view.id': navigation.attributes['otel_rum.page_view.id'] ?? '',
  });
  expect(view).toMatchObject({ traceId: navigation.traceId, spanId: navigation.spanId });
  expect(document.attributes['otel_rum.page_view.id']).not.toBe(view.attributes['otel_rum.page_view.id']);
  expect(document.attributes['session.id']).toBe(view.attributes['session.id']);

  await page.close();
  if (!began) {
    await collector.waitForEvent(
      'browser.web_vital',
      ({ attributes }) =>
        attributes['browser.web_vital.name'] === (supports('largestContentfulPaint') ? 'lcp' : 'fcp'),
    );
    const types = collector.logs.map(({ attributes }) => attributes['browser.web_vital.navigation_type']);
    expect(types).not.toContain('soft-navigation');
    return;
  }
  for (const name of ['fcp', 'lcp']) {
    const vital = await collector.waitForEvent(
      'browser.web_vital',
      ({ attributes }) =>
        attributes['browser.web_vital.name'] === name &&
        attributes['otel_rum.navigation.id'] === began.navigationId,
    );
    expect(vital, name).toMatchObject({ traceId: navigation.traceId, spanId: navigation.spanId });
    expect(vital.attributes, name).toMatchObject({
      'browser.web_vital.navigation_type': 'soft-navigation',
      'otel_rum.page_view.id': navigation.attributes['otel_rum.page_view.id'] ?? '',
      'otel_rum.document.url.template': '/films/:id',
    });
    // The largest paint is the navigation's end.
    if (name === 'lcp') {
      expect(vital.attributes['browser.web_vital.value']).toBeCloseTo(
        navigation.endMillis - navigation.startMillis,
        0,
      );
    }
  }
});

test('redirects are no views, neither of a route nor of the document', async ({ page, site, collector }) => {
  const url = await open(page, site, collector, {
    head: `<script>
      addEventListener('DOMContentLoaded', async () => {
        await fetch('/api/ok');
        history.replaceState({}, '', '/home');
        otelRum.setRoute('/home');
      });
    </script>`,
  });
  const document = await collector.waitForEvent('browser.navigation');
  expect(document.attributes).toMatchObject({
    'url.full': `${url}home`,
    'otel_rum.document.url.template': '/home',
    'browser.navigation.type': 'navigate',
  });
  const load = await collector.waitForSpan('documentLoad');
  expect(document).toMatchObject({ traceId: load.traceId, spanId: load.spanId });
  // The load has the requested URL.
  expect(load.attributes['url.full']).toBe(url);

  await page.click('#cart');
  const navigation = await collector.waitForSpan('navigation');
  expect(navigation.attributes).toMatchObject({
    'url.full': `${site.url}/login/de`,
    'otel_rum.navigation.from': `${url}home`,
    'otel_rum.navigation.reason': reasonOfPaint(),
    'browser.navigation.type': 'push',
    'browser.document.url.full': `${site.url}/login/de`,
    'otel_rum.document.url.template': '/login/:country',
  });
  await flush(page);
  expect(views(collector).map(({ attributes }) => attributes['url.full'])).toEqual([
    `${url}home`,
    `${site.url}/login/de`,
  ]);

  // Settled: a replaced URL is now a view of its own, and the app's code is no interaction.
  await page.evaluate(() => history.replaceState({}, '', '/welcome'));
  const welcome = await collector.waitForSpan('navigation', isOf('/welcome'));
  expect(welcome.attributes).toMatchObject({
    'browser.navigation.type': 'replace',
    'otel_rum.navigation.reason': 'quiet',
    'otel_rum.navigation.from': `${site.url}/login/de`,
  });
  expect(welcome.attributes).not.toHaveProperty('otel_rum.navigation.id');
  const estimate = await collector.waitForPoint(
    'otel_rum.navigation.duration',
    ({ attributes }) => attributes['otel_rum.navigation.reason'] === 'quiet',
  );
  expect(estimate.count).toBe(1);

  // A pushed URL is a view, and the paint with its vitals belongs to the view that it showed.
  await page.click('#account');
  const account = await collector.waitForSpan('navigation', isOf('/account'));
  expect(account.attributes['otel_rum.navigation.reason']).toBe('superseded');
  const login = await collector.waitForSpan('navigation', isOf('/login'));
  expect(login.attributes).toMatchObject({
    'otel_rum.navigation.reason': reasonOfPaint(),
    'otel_rum.navigation.from': `${site.url}/account`,
  });
  if (!supports('softNavigations')) return;
  const fcp = await collector.waitForEvent(
    'browser.web_vital',
    ({ attributes }) => attributes['otel_rum.navigation.id'] === login.attributes['otel_rum.navigation.id'],
  );
  expect(fcp).toMatchObject({ traceId: login.traceId, spanId: login.spanId });
  expect(fcp.attributes['otel_rum.page_view.id']).toBe(login.attributes['otel_rum.page_view.id']);
});

test('a query or a fragment starts a view by option, a fragment that is a route always; so do Back and the Navigation API', async ({
  page,
  site,
  collector,
}) => {
  await open(page, site, collector, {
    options: { 'page-views-by': 'query, hash', 'allowed-query-keys': 'q' },
  });
  const typeOf = async (go: string, path: string) => {
    const before = navigations(collector).length;
    await page.evaluate(go);
    await expect.poll(() => navigations(collector).length).toBe(before + 1);
    const latest = navigations(collector).at(-1) as Span;
    expect(latest.attributes['url.full']).toBe(site.url + path);
    return latest.attributes['browser.navigation.type'];
  };
  expect(await typeOf(`history.pushState({}, '', '/films?q=blue')`, '/films?q=blue')).toBe('push');
  expect(await typeOf(`history.pushState({}, '', '/films?q=red')`, '/films?q=red')).toBe('push');
  // A fragment is not sent, unless it is a route.
  expect(await typeOf(`location.hash = 'cast'`, '/films?q=red')).toBe('hash');
  expect(await typeOf(`location.hash = '#/films/7'`, '/films?q=red#/films/7')).toBe('push');
  expect(await typeOf('history.go(-3)', '/films?q=blue')).toBe('traverse');
  expect(
    await typeOf(
      `navigation.addEventListener('navigate', (event) => event.intercept(), { once: true });
       void navigation.navigate('/cart');`,
      '/cart',
    ),
  ).toBe('push');
  await flush(page);
  expect(views(collector)).toHaveLength(7);
});

test('a view that is left before it has settled ends then, with that reason', async ({
  page,
  site,
  collector,
}) => {
  const release = site.hold('/api/films/7');
  await open(page, site, collector);
  await page.click('#film');
  await site.waitForRequest('/api/films/7');
  // By the app's code alone, which the browser does not report: the end is estimated from changes of the document.
  const changedAt = await page.evaluate(async () => {
    history.pushState({}, '', '/cart');
    await new Promise((resolve) => setTimeout(resolve, 100));
    document.body.append('The cart is empty');
    return performance.timeOrigin + performance.now();
  });
  const left = await collector.waitForSpan('navigation', isOf('/films/7'));
  expect(left.attributes['otel_rum.navigation.reason']).toBe('superseded');
  const cart = await collector.waitForSpan('navigation', isOf('/cart'));
  expect(cart.attributes['otel_rum.navigation.reason']).toBe('quiet');
  expect(cart.endMillis).toBeGreaterThanOrEqual(Math.floor(changedAt) - 1);
  expect(left.endMillis).toBeGreaterThanOrEqual(Math.floor(cart.startMillis));

  const hold = site.hold('/api/ok');
  await page.evaluate(() => {
    history.pushState({}, '', '/films/9');
    void fetch('/api/ok');
  });
  await site.waitForRequest('/api/ok');
  await page.close();
  const hidden = await collector.waitForSpan('navigation', isOf('/films/9'));
  expect(hidden.attributes['otel_rum.navigation.reason']).toBe('hidden');
  expect(hidden.endMillis).toBeGreaterThan(hidden.startMillis);
  await collector.waitForEvent('browser.navigation', isOf('/films/9'));
  hold();
  release();
});
