import { serveSnippetPage } from '../../harness/pages.js';
import { startSite } from '../../harness/site.js';
import { expect, test } from '../../harness/test.js';

/** Records accesses to storage and layout, before any script of the page. */
const WATCH = () => {
  const calls: string[] = [];
  Object.assign(window, { calls });
  const spyOnMethod = (target: object, name: string, label: string) => {
    const native = Reflect.get(target, name) as (...args: unknown[]) => unknown;
    Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
      calls.push(label);
      return Reflect.apply(native, this, args);
    });
  };
  const spyOnGetter = (target: object, name: string, label: string) => {
    const descriptor = Object.getOwnPropertyDescriptor(target, name);
    if (!descriptor?.get) throw new Error(`${label} is no getter`);
    const { get } = descriptor;
    Object.defineProperty(target, name, {
      ...descriptor,
      get() {
        calls.push(label);
        return Reflect.apply(get, this, []);
      },
    });
  };
  for (const name of ['getItem', 'setItem', 'removeItem', 'key', 'clear']) {
    spyOnMethod(Storage.prototype, name, `storage.${name}`);
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) spyOnGetter(window, name, name);
  spyOnGetter(Document.prototype, 'cookie', 'cookie');
  for (const name of ['offsetWidth', 'offsetHeight', 'offsetTop', 'offsetLeft', 'offsetParent']) {
    spyOnGetter(HTMLElement.prototype, name, name);
  }
  for (const name of ['clientWidth', 'clientHeight', 'scrollTop', 'scrollHeight', 'scrollWidth']) {
    spyOnGetter(Element.prototype, name, name);
  }
  for (const name of ['innerWidth', 'innerHeight', 'scrollY', 'pageYOffset']) spyOnGetter(window, name, name);
  spyOnMethod(Element.prototype, 'getBoundingClientRect', 'getBoundingClientRect');
  spyOnMethod(Element.prototype, 'getClientRects', 'getClientRects');
  spyOnMethod(window, 'getComputedStyle', 'getComputedStyle');
  spyOnMethod(document, 'elementFromPoint', 'elementFromPoint');
};

test('network, storage and layout are not used before the page’s first idle moment', async ({
  page,
  site,
  collector,
}) => {
  const release = site.hold('/late.css');
  await page.addInitScript(WATCH);
  await page.goto(
    serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: collector.url },
      tag: '',
      // The load event waits for the image; errors, requests and clicks before it cause no access.
      body: `<button id="buy">Buy</button><img src="/late.css" alt=""><script>
        otelRum.addEvent('shop.early'); otelRum.setUser({ id: 'u-1' });
        otelRum.captureError(new Error('early'));
        fetch('/api/ok').then((response) => response.text()).then(() => { document.title = 'asked'; });
        document.getElementById('buy').onclick = () => { history.pushState({}, '', '/bought'); };
      </script>`,
    }),
    { waitUntil: 'commit' },
  );
  await page.waitForFunction(() => document.title === 'asked');
  await page.click('#buy');
  await page.waitForFunction(() => location.pathname === '/bought');
  // Playwright's own click reads the layout; only our script's accesses count.
  const early = await page.evaluate(() => {
    const { calls } = window as unknown as { calls: string[] };
    return calls.filter((call) => /storage|indexedDB|cookie/i.test(call));
  });
  expect(early).toEqual([]);
  expect(collector.exports).toEqual([]);
  expect(site.requests.map(({ path }) => path)).not.toContain('/v1/traces');

  release();
  // After it, storage and network are used.
  await collector.waitForEvent('shop.early');
  await collector.waitForEvent('exception');
  await collector.waitForSpan('GET /api/ok');
  await collector.waitForSpan('documentLoad');
});

test('no layout is read while the page loads', async ({ page, site, collector }) => {
  await page.addInitScript(WATCH);
  await page.goto(
    serveSnippetPage(site, '/', { options: { 'service-name': 'shop', endpoint: collector.url }, tag: '' }),
  );
  await collector.waitForSpan('documentLoad');
  const calls = await page.evaluate(() => (window as unknown as { calls: string[] }).calls);
  expect(calls.filter((call) => !/storage|cookie|indexedDB/i.test(call))).toEqual([]);
  // The recording works: by now the session has been stored.
  expect(calls).toContain('localStorage');
});

test.describe('without a collector', () => {
  test.use({ isOursExpected: true });

  test('a page is unaffected, and gets one warning at most', async ({ page, site, consoleOutput }) => {
    const gone = await startSite();
    await gone.close();
    const url = serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: gone.url, 'flush-interval-millis': '200' },
      tag: '',
      body: `<button id="buy">Buy</button><p id="answer"></p><script>
      let clicks = 0;
      document.getElementById('buy').onclick = async () => {
        const { ok } = await (await fetch('/api/ok')).json();
        document.getElementById('answer').textContent = 'ok ' + ok + ' ' + ++clicks;
      };
    </script>`,
    });
    const failed: string[] = [];
    page.on('requestfailed', (request) => failed.push(request.url()));
    await page.goto(url);
    // The request is made, and fails.
    await expect
      .poll(() => failed.filter((address) => address.startsWith(gone.url)).length)
      .toBeGreaterThan(0);
    for (const click of [1, 2]) {
      await page.click('#buy');
      await expect(page.locator('#answer')).toHaveText(`ok true ${click}`);
    }
    await page.evaluate(() => (window as unknown as { otelRum: { flush(): Promise<void> } }).otelRum.flush());

    expect(consoleOutput.errors).toEqual([]);
    // The browser logs each failed request; otel-rum logs one warning after three attempts, and there are few.
    const texts = consoleOutput.messages.map((message) => message.text());
    const others = texts.filter(
      (text) => !/Failed to load resource|ERR_CONNECTION_REFUSED|Cross-Origin Request Blocked/.test(text),
    );
    expect(others.filter((text) => !text.includes(`[otel-rum] ${gone.url}/v1/`))).toEqual([]);
    expect(others.length).toBeLessThanOrEqual(1);
    expect(failed.length).toBeLessThan(10);
  });
});

for (const [what, options] of Object.entries({
  'no service name': { endpoint: 'http://127.0.0.1:9' },
  'an unknown option': { 'service-name': 'shop', endpoint: 'http://127.0.0.1:9', 'propagte-to': 'x' },
})) {
  test.describe('a mistake in the tag', () => {
    test.use({ isOursExpected: true });
    test(`${what} is logged once, and the page is unaffected`, async ({ page, site, consoleOutput }) => {
      await page.goto(serveSnippetPage(site, '/', { options, tag: '' }));
      await expect
        .poll(() =>
          consoleOutput.messages
            .map((message) => message.text())
            .filter((text) => text.includes('[otel-rum]')),
        )
        .toHaveLength(1);
      expect(consoleOutput.errors).toEqual([]);
      await page.evaluate(() =>
        (window as unknown as { otelRum: { captureError(e: unknown): void } }).otelRum.captureError('fine'),
      );
    });
  });
}
