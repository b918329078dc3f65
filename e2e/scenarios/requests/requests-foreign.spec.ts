import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { expect } from '../../harness/test.js';
import { type Origin, openShop, shopHtml, test, waitForSpans } from './spans-origin.js';

const ZONE = readFileSync(
  fileURLToPath(new URL('../../../node_modules/zone.js/bundles/zone.umd.js', import.meta.url)),
  'utf8',
);

/** Opens a page on which other scripts run before otel-rum. */
async function openAfter(page: Page, shop: Origin, collector: Collector, scripts: string[]): Promise<void> {
  scripts.forEach((code, index) => {
    shop.serve(`/before-${index}.js`, (response) =>
      response.setHeader('content-type', 'text/javascript').end(code),
    );
  });
  const tags = scripts.map((_, index) => `<script src="/before-${index}.js"></script>`).join('');
  await openShop(page, shop, collector);
  const html = shopHtml(collector).replace('<script', `${tags}<script`);
  shop.serve('/after', (response) => response.setHeader('content-type', 'text/html').end(html));
  await page.goto(`${shop.url}/after`);
}

/** fetch by XHR, like whatwg-fetch if it is forced. */
const POLYFILL = `globalThis.Headers = class Headers {
  constructor(init = {}) { this.map = {}; const set = (value, name) => { this.map[name.toLowerCase()] = String(value); };
    if (init instanceof Headers) init.forEach(set); else if (Array.isArray(init)) init.forEach(([name, value]) => set(value, name)); else Object.keys(init).forEach((name) => set(init[name], name)); }
  forEach(callback) { for (const name of Object.keys(this.map)) callback(this.map[name], name); }
  get(name) { return this.map[name.toLowerCase()] ?? null; } has(name) { return name.toLowerCase() in this.map; } set(name, value) { this.map[name.toLowerCase()] = value; }
  [Symbol.iterator]() { return Object.entries(this.map)[Symbol.iterator](); }
};
globalThis.Request = class Request {
  constructor(input, options = {}) { const from = input instanceof Request ? input : undefined; this.url = from ? from.url : String(input);
    this.headers = new Headers(options.headers ?? from?.headers); this.method = options.method ?? from?.method ?? 'GET'; this.body = options.body ?? from?.body ?? null; this.signal = options.signal ?? from?.signal; }
};
globalThis.fetch = (input, init) => new Promise((resolve, reject) => {
  const request = new Request(input, init); const xhr = new XMLHttpRequest();
  xhr.onload = () => resolve(new Response(xhr.responseText, { status: xhr.status }));
  xhr.onerror = () => reject(new TypeError('Network request failed'));
  xhr.open(request.method, request.url + (init?.cache === 'no-store' ? '?_=1' : ''), true);
  request.headers.forEach((value, name) => xhr.setRequestHeader(name, value)); xhr.send(request.body);
});
globalThis.fetch.polyfill = true;`;

test.describe('fetch that a polyfill makes by XHR', () => {
  test('is one request: one span, one measurement, one traceparent', async ({
    page,
    shop,
    other,
    collector,
  }) => {
    for (const origin of [shop, other]) origin.serve('/api', (response) => response.end('ok'));
    await openAfter(page, shop, collector, [POLYFILL]);
    const texts = await page.evaluate(async (url) => {
      const texts = [];
      texts.push(await (await fetch('/api', { headers: { 'X-App': '1' } })).text());
      texts.push(await (await fetch(new Request('/api', { method: 'PUT', body: 'x' }))).text());
      texts.push(await (await fetch('/api', { method: 'PATCH', cache: 'no-store' })).text());
      texts.push(await (await fetch(url, { method: 'POST' })).text());
      const xhr = new XMLHttpRequest();
      await new Promise((resolve) => {
        xhr.open('DELETE', '/api');
        xhr.onloadend = resolve;
        xhr.send();
      });
      return texts;
    }, `${other.url}/api`);
    expect(texts).toEqual(['ok', 'ok', 'ok', 'ok']);
    for (const method of ['GET', 'PUT', 'PATCH', 'POST', 'DELETE'])
      await collector.waitForSpan(`${method} /api`);
    expect(
      collector.spans
        .filter(({ name }) => name.endsWith(' /api'))
        .map(({ name, attributes }) => [name, attributes['otel_rum.request.initiator']])
        .sort(),
    ).toEqual([
      ['DELETE /api', 'xhr'],
      ['GET /api', 'fetch'],
      ['PATCH /api', 'fetch'],
      ['POST /api', 'fetch'],
      ['PUT /api', 'fetch'],
    ]);
    expect(shop.sent('/api', 'traceparent')).toHaveLength(4);
    expect(shop.sent('/api', 'x-app')).toEqual(['1']);
  });
});

test.describe('promises of other libraries', () => {
  const WRAPPER = 'globalThis.fetch = ((beneath) => (...args) => beneath(...args).then((r) => r))(fetch);';
  const EXTENDS = `globalThis.fetch = ((beneath) => (...args) => {
    const promise = beneath(...args);
    promise.abort = () => 'aborted';
    globalThis.kind = promise.constructor;
    return promise;
  })(fetch);`;

  test('zone.js and a wrapper beneath: each reaction runs once, and the promise is the page’s', async ({
    page,
    shop,
    collector,
    consoleOutput,
  }) => {
    shop.serve('/a', (response) => response.end('{"a":1}'));
    await openAfter(page, shop, collector, [ZONE, WRAPPER]);
    const seen = await page.evaluate(async () => {
      let runs = 0;
      const promise = fetch('/a');
      const value = await promise.then((response) => {
        runs++;
        return response.json();
      });
      const failed: string[] = [];
      await fetch('http://').catch((error) => failed.push(error.name));
      const chained = await Promise.all([fetch('/a'), fetch('/a').finally(() => runs++)]);
      return [runs, value, promise instanceof Promise, failed, chained.map(({ status }) => status)];
    });
    expect(seen).toEqual([2, { a: 1 }, true, ['TypeError'], [200, 200]]);
    expect(consoleOutput.errors).toEqual([]);
    await waitForSpans(collector, 'GET /a', 3);
  });

  for (const [what, scripts] of Object.entries({
    'zone.js': [ZONE, EXTENDS],
    'the platform': [EXTENDS],
    'a subclass': [
      'globalThis.Promise = class Promise extends globalThis.Promise {};',
      'globalThis.fetch = ((beneath) => (...args) => Promise.resolve(beneath(...args)))(fetch);',
      EXTENDS,
    ],
  })) {
    test(`of ${what} keep properties that a wrapper beneath added, and an unhandled rejection is reported once`, async ({
      page,
      shop,
      collector,
    }) => {
      shop.serve('/a', (response) => response.end('ok'));
      shop.serve('/broken', (response) => response.destroy());
      await openAfter(page, shop, collector, scripts);
      const seen = await page.evaluate(async () => {
        const promise = fetch('/a') as Promise<Response> & { abort(): string };
        const result = [
          promise.abort(),
          promise.constructor === (globalThis as unknown as { kind: unknown }).kind,
          (await promise).status,
        ];
        const unhandled: unknown[] = [];
        addEventListener('unhandledrejection', (event) => {
          unhandled.push(event.reason instanceof TypeError);
          event.preventDefault();
        });
        await fetch('/broken').catch(() => {});
        const reported = new Promise((resolve) =>
          addEventListener('unhandledrejection', resolve, { once: true }),
        );
        void fetch('/broken?unhandled');
        await reported;
        await fetch('/broken').catch(() => {});
        return [...result, unhandled];
      });
      expect(seen).toEqual(['aborted', true, 200, [true]]);
    });
  }
});

/** Results of a library's fetch that are no ordinary responses or errors, by path. */
const ODD = () => {
  const thrower = (name: string, also = {}) =>
    Object.defineProperty({ ...also }, name, {
      get() {
        throw new Error('of the app');
      },
    });
  const gone = Proxy.revocable({}, {});
  gone.revoke();
  /** A promise whose constructor takes a URL, not a function. */
  class Call extends Promise<unknown> {
    constructor(url: string) {
      if (typeof url !== 'string') throw new TypeError('not a URL');
      super((resolve) => resolve({ status: 200, url }));
    }
    static override get [Symbol.species]() {
      return Promise;
    }
    describe() {
      return 'a call';
    }
  }
  const results: Record<string, () => unknown> = {
    '/rejects-thrower': () => Promise.reject(thrower('name')),
    '/rejects-bare': () => Promise.reject({ name: Object.create(null) }),
    '/rejects-gone': () => Promise.reject(gone.proxy),
    '/status-thrower': async () => thrower('status', { value: 1 }),
    '/body-thrower': async () => thrower('bodyUsed', { status: 200 }),
    '/nothing': async () => undefined,
    '/throws': () => {
      throw thrower('name', { value: 2 });
    },
    '/call': () => new Call('/call'),
  };
  globalThis.fetch = (
    (native) =>
    (url: string, ...rest: unknown[]) =>
      (results[url] ?? native)(...([url, ...rest] as [string]))
  )(fetch) as typeof fetch;
};

test('what a library’s fetch returns reaches the app, whatever its getters and its constructor do', async ({
  page,
  shop,
  collector,
  consoleOutput,
}) => {
  await openAfter(page, shop, collector, [`(${ODD})()`]);
  const paths = [
    ...['/rejects-thrower', '/rejects-bare', '/rejects-gone', '/status-thrower', '/body-thrower'],
    ...['/nothing', '/throws', '/call'],
  ];
  const seen = await page.evaluate(async (paths) => {
    const seen: unknown[] = [];
    for (const path of paths) {
      try {
        const result = fetch(path) as Promise<object> & { describe?(): string };
        const value = await result;
        seen.push([path, result.describe?.() ?? Object.getOwnPropertyNames(value ?? {}).join()]);
      } catch (error) {
        seen.push([path, 'failed', path === '/throws' ? Reflect.get(Object(error), 'value') : 0]);
      }
    }
    return seen;
  }, paths);
  expect(seen).toEqual([
    ['/rejects-thrower', 'failed', 0],
    ['/rejects-bare', 'failed', 0],
    ['/rejects-gone', 'failed', 0],
    ['/status-thrower', 'value,status'],
    ['/body-thrower', 'status,bodyUsed'],
    ['/nothing', ''],
    ['/throws', 'failed', 2],
    ['/call', 'a call'],
  ]);
  for (const path of paths) await collector.waitForSpan(`GET ${path}`);
  expect(consoleOutput.errors).toEqual([]);
});

test('an XHR’s relative URL is resolved at open(); open() again with an invalid URL changes nothing', async ({
  page,
  shop,
  collector,
}) => {
  for (const path of ['/one/data', '/two/data', '/kept']) shop.serve(path, (response) => response.end('ok'));
  await openShop(page, shop, collector);
  const seen = await page.evaluate(async () => {
    const ended = (xhr: XMLHttpRequest) =>
      new Promise((resolve) => {
        xhr.onloadend = () => resolve([new URL(xhr.responseURL).pathname, xhr.status]);
      });
    const relative = new XMLHttpRequest();
    history.replaceState(null, '', '/one/page');
    relative.open('GET', 'data');
    history.replaceState(null, '', '/two/page');
    const first = ended(relative);
    relative.send();
    const kept = new XMLHttpRequest();
    kept.open('PUT', '/kept');
    const attempts: string[] = [];
    const attempt = () => {
      try {
        kept.open('GET', 'http://');
      } catch (error) {
        attempts.push((error as Error).name);
      }
    };
    attempt();
    const second = ended(kept);
    kept.send();
    attempt();
    return [await first, await second, attempts];
  });
  expect(seen).toEqual([
    ['/one/data', 200],
    ['/kept', 200],
    ['SyntaxError', 'SyntaxError'],
  ]);
  const span = await collector.waitForSpan('GET /one/data');
  expect(span.attributes['url.full']).toBe(`${shop.url}/one/data`);
  const kept = await collector.waitForSpan('PUT /kept');
  expect(kept.attributes).toMatchObject({ 'http.response.status_code': 200 });
  expect(kept.attributes).not.toHaveProperty(['otel_rum.request.aborted']);
  expect(collector.spans.filter(({ name }) => name.startsWith('GET /two'))).toEqual([]);
});

test('a span and its traceparent have the same flags, and the measurement has the server’s port', async ({
  page,
  shop,
  collector,
}) => {
  shop.serve('/api', (response) => response.end('ok'));
  await openShop(page, shop, collector);
  await page.evaluate(async () => (await fetch('/api')).text());
  const span = await collector.waitForSpan('GET /api');
  const [header = ''] = shop.sent('/api', 'traceparent');
  expect(header.slice(-2)).toBe('03');
  expect((span.flags ?? 0) & 0xff).toBe(3);
  const point = await collector.waitForPoint('http.client.request.duration');
  expect(point.attributes).toMatchObject({
    'server.address': '127.0.0.1',
    'server.port': Number(new URL(shop.url).port),
  });
});
