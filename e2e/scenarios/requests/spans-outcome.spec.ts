import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import type { Point, Span } from '../../harness/otlp.js';
import { expect, flush } from '../../harness/test.js';
import { type Origin, openShop, startOrigin, test, waitForSpans } from './spans-origin.js';

/** The outcome of a request. */
interface Came {
  status: Span['status'];
  code?: unknown;
  errorType?: unknown;
  isAborted?: unknown;
}

/** The outcome in its span and in its measurement. */
const spanTells = ({ status, attributes }: Span): Came => ({
  status,
  code: attributes['http.response.status_code'],
  errorType: attributes['error.type'],
  isAborted: attributes['otel_rum.request.aborted'],
});
const pointTells = ({ attributes, count }: Point) => ({
  count,
  code: attributes['http.response.status_code'],
  errorType: attributes['error.type'],
});

const OK: Came = { status: 'unset', code: 200 };
const ABORTED: Came = { status: 'unset', isAborted: true };
const failed = (errorType: string, code?: number): Came => ({ status: 'error', code, errorType });

/** All cases: what the app does in the page, and the expected outcome of its one request. */
const CASES: Record<string, { run: (other: string) => unknown; came: Came }> = {
  'a status under 400 is no error': {
    run: async () => (await fetch('/case')).text(),
    came: OK,
  },
  'a fetch that is answered 404': {
    run: async () => (await fetch('/case?status=404')).text(),
    came: failed('404', 404),
  },
  'an XHR that is answered 503': {
    run: () => byXhr('/case?status=503'),
    came: failed('503', 503),
  },
  'a fetch whose connection breaks': {
    run: () => fetch('/case?broken'),
    came: failed('network'),
  },
  'an XHR whose connection breaks': {
    run: () => byXhr('/case?broken'),
    came: failed('network'),
  },
  'a synchronous XHR whose connection breaks': {
    run: () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/case?broken', false);
      xhr.send();
    },
    came: failed('network'),
  },
  'an XHR whose connection breaks in the body': {
    run: () => byXhr('/case?half&broken'),
    came: failed('network'),
  },
  'a fetch that CORS forbids: the page is not to know, and neither are we': {
    run: (other) => fetch(`${other}/case?forbidden`),
    came: failed('network'),
  },
  'an XHR that CORS forbids': {
    run: (other) => byXhr(`${other}/case?forbidden`),
    came: failed('network'),
  },
  'a fetch that takes too long for AbortSignal.timeout': {
    run: () => fetch('/case?held', { signal: AbortSignal.timeout(50) }),
    came: failed('timeout'),
  },
  'a fetch that takes too long for a timeout among other signals': {
    run: () =>
      fetch('/case?held', {
        signal: AbortSignal.any([new AbortController().signal, AbortSignal.timeout(50)]),
      }),
    came: failed('timeout'),
  },
  'an XHR that takes too long for its timeout': {
    run: () => byXhr('/case?held', (xhr) => Object.assign(xhr, { timeout: 50 })),
    came: failed('timeout'),
  },
  'a fetch that is aborted': {
    run: () => abortSoon((signal) => fetch('/case?held', { signal })),
    came: ABORTED,
  },
  'a fetch that is aborted before it begins': {
    run: () => fetch('/case?held', { signal: AbortSignal.abort() }),
    came: ABORTED,
  },
  'a fetch that is aborted with a word for it': {
    run: () => abortSoon((signal) => fetch('/case?held', { signal }), 'the film page is gone'),
    came: ABORTED,
  },
  'a fetch that is aborted with an error of the app’s': {
    run: () => abortSoon((signal) => fetch('/case?held', { signal }), new RangeError('too many')),
    came: ABORTED,
  },
  'a Request that is aborted': {
    run: () => abortSoon((signal) => fetch(new Request('/case?held', { signal }))),
    came: ABORTED,
  },
  'an XHR that is aborted': {
    run: () => byXhr('/case?held', (xhr) => setTimeout(() => xhr.abort(), 50)),
    came: ABORTED,
  },
  'an XHR that is opened anew in flight': {
    run: () => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', '/case?held');
      xhr.send();
      xhr.open('GET', '/never-sent');
    },
    came: ABORTED,
  },
  'a fetch whose body is aborted: it had its answer': {
    run: async () => {
      const controller = new AbortController();
      const text = (await fetch('/case?half&held', { signal: controller.signal })).text();
      controller.abort();
      return text;
    },
    came: { ...OK, isAborted: true },
  },
  'an opaque response: the page is not to know its status': {
    run: (other) => fetch(`${other}/case?forbidden&status=500`, { mode: 'no-cors' }),
    came: { ...OK, code: undefined },
  },
  'a redirect that the app wants to see': {
    run: () => fetch('/case?redirect', { redirect: 'manual' }),
    came: { ...OK, code: undefined },
  },
};

/** Functions that the cases call in the page. */
const IN_PAGE = `<script>
  function byXhr(url, prepare = () => {}) {
    return new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url);
      prepare(xhr);
      xhr.onloadend = resolve;
      xhr.send();
    });
  }
  function abortSoon(request, reason) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    return request(controller.signal);
  }
</script>`;
declare function byXhr(url: string, prepare?: (xhr: XMLHttpRequest) => unknown): Promise<unknown>;
declare function abortSoon(
  request: (signal: AbortSignal) => Promise<unknown>,
  reason?: unknown,
): Promise<unknown>;

/** Answers as the query specifies. */
function serveCase(origin: Origin, path = '/case') {
  origin.serve(path, (response, { url, method }) => {
    const asked = new URL(url ?? '', origin.url).searchParams;
    const has = (key: string) => asked.has(key);
    if (has('forbidden')) response.removeHeader('access-control-allow-origin');
    if (has('redirect')) return response.writeHead(302, { location: '/elsewhere' }).end();
    response.statusCode = method === 'OPTIONS' ? 204 : Number(asked.get('status') ?? 200);
    if (has('half')) response.setHeader('content-length', 1_000).write('half of it');
    if (has('broken')) return has('half') ? setImmediate(() => response.destroy()) : response.destroy();
    return has('held') || response.end('whole');
  });
}

/** Runs code of the page, and ignores what it throws. */
const run = (page: Page, code: string | ((other: string) => unknown), other = '') =>
  page.evaluate(`(async () => { try { await (${code})('${other}'); } catch {} })()`);

test('a request’s outcome is in its span and its measurement', async ({ page, shop, other, collector }) => {
  const cases = Object.entries(CASES).map(([name, value], index) => ({
    ...value,
    name,
    path: `/case-${String.fromCharCode(97 + index)}`,
  }));
  for (const { path } of cases) for (const origin of [shop, other]) serveCase(origin, path);
  await openShop(page, shop, collector, { body: IN_PAGE });
  for (const { run: code, path } of cases) await run(page, String(code).replaceAll('/case', path), other.url);

  for (const { name, path, came } of cases) {
    const span = await collector.waitForSpan(`GET ${path}`);
    expect.soft(spanTells(span), name).toEqual(came);
    const point = await collector.waitForPoint(
      'http.client.request.duration',
      ({ attributes }) => attributes['url.template'] === path,
    );
    expect.soft(pointTells(point), name).toEqual({ count: 1, code: came.code, errorType: came.errorType });
  }
});

test.describe('a Content Security Policy', () => {
  const connect = async (page: Page, url: string) =>
    page.evaluate((address) => fetch(address).then(String, String), url);
  const CSP = (collector: Collector) => `connect-src 'self' ${collector.url}`;

  test('that blocks a request is distinguished from network failures', async ({
    page,
    shop,
    other,
    collector,
  }) => {
    serveCase(other);
    await openShop(page, shop, collector, { headers: { 'content-security-policy': CSP(collector) } });
    await connect(page, `${other.url}/case?film=7#top`);
    expect(spanTells(await collector.waitForSpan('GET /case'))).toEqual(failed('csp'));
    expect(other.arrivals).toEqual([]);
    const point = await collector.waitForPoint('http.client.request.duration');
    expect(pointTells(point)).toMatchObject({ count: 1, errorType: 'csp' });
  });

  test('that blocks an XHR by default-src', async ({ page, shop, other, collector }) => {
    await openShop(page, shop, collector, {
      body: IN_PAGE,
      headers: {
        'content-security-policy': `default-src 'self' 'unsafe-inline' ${collector.url}; img-src data:`,
      },
    });
    await run(page, (address) => byXhr(`${address}/case`), other.url);
    expect(spanTells(await collector.waitForSpan('GET /case'))).toEqual(failed('csp'));
  });

  test('that blocks the target of a redirect', async ({ page, shop, other, collector }) => {
    shop.serve('/go', (response) => response.writeHead(302, { location: `${other.url}/case` }).end());
    await openShop(page, shop, collector, { headers: { 'content-security-policy': CSP(collector) } });
    await connect(page, '/go');
    expect(spanTells(await collector.waitForSpan('GET /go'))).toEqual(failed('csp'));
  });

  test('that only reports blocks nothing', async ({ page, shop, other, collector }) => {
    serveCase(other);
    await openShop(page, shop, collector, {
      headers: { 'content-security-policy-report-only': CSP(collector) },
    });
    await connect(page, `${other.url}/case?broken`);
    expect(spanTells(await collector.waitForSpan('GET /case'))).toEqual(failed('network'));
  });
});

test.describe('a retry', () => {
  const resends = (spans: Span[]) => spans.map(({ attributes }) => attributes['http.request.resend_count']);

  test('counts from the first failure, also in the same moment, until a success', async ({
    page,
    shop,
    collector,
  }) => {
    const answers = [503, 0, 429, 200, 200];
    shop.serve('/flaky', (response) => {
      const status = answers.shift() as number;
      // On a reused connection the browser would retry by itself.
      response.setHeader('connection', 'close');
      if (status) response.writeHead(status).end();
      else response.destroy();
    });
    await openShop(page, shop, collector);
    await page.evaluate(async () => {
      for (let time = 0; time < 5; time++) await fetch('/flaky', { method: 'PUT' }).catch(() => {});
    });
    const spans = await waitForSpans(collector, 'PUT /flaky', 5);
    expect(resends(spans)).toEqual([undefined, 1, 2, 3, undefined]);
  });

  test('is one of the same method and URL, by XHR too; an abort is no failure', async ({
    page,
    shop,
    collector,
  }) => {
    serveCase(shop);
    await openShop(page, shop, collector, { body: IN_PAGE });
    await run(page, async () => {
      await byXhr('/case?status=500');
      await fetch('/case?status=500', { method: 'HEAD' });
      await byXhr('/case?status=500&page=2');
      await byXhr('/case?held', (xhr) => setTimeout(() => xhr.abort(), 10));
      await byXhr('/case?held', (xhr) => setTimeout(() => xhr.abort(), 10));
      await byXhr('/case?status=500');
    });
    expect(resends(await waitForSpans(collector, 'GET /case', 5))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      1,
    ]);
    expect(resends(await waitForSpans(collector, 'HEAD /case', 1))).toEqual([undefined]);
  });
});

test('a GraphQL operation is reported by name and type, without anything else', async ({
  page,
  shop,
  collector,
}) => {
  shop.serve('/graphql', (response) => response.end('{"data":{}}'));
  await openShop(page, shop, collector, { body: IN_PAGE });
  const requests = [
    { query: 'query Film($id: ID!) { film(id: $id) { title } }', variables: { id: 'secret' } },
    { query: 'mutation { vote(film: "secret") { count } }' },
    { query: 'query A { a } mutation B { b }', operationName: 'B' },
    { title: 'no GraphQL' },
  ];
  await page.evaluate(
    async (bodies) => {
      for (const body of bodies) await (await fetch('/graphql', { method: 'POST', body })).text();
      const xhr = new XMLHttpRequest();
      xhr.open('POST', '/graphql');
      await new Promise((resolve) => {
        xhr.onloadend = resolve;
        xhr.send(bodies[0]);
      });
    },
    requests.map((request) => JSON.stringify(request)),
  );

  const spans = await waitForSpans(collector, 'POST /graphql', 5);
  expect(
    spans.map(({ attributes }) => [
      attributes['graphql.operation.type'],
      attributes['graphql.operation.name'],
    ]),
  ).toEqual([
    ['query', 'Film'],
    ['mutation', undefined],
    ['mutation', 'B'],
    [undefined, undefined],
    ['query', 'Film'],
  ]);
  expect(JSON.stringify(collector.spans)).not.toContain('secret');
});

test.describe('in flight', () => {
  /** Opens a page with a pending request; the returned function sends the response. */
  async function openWaiting(page: Page, shop: Origin, collector: Collector, status: number) {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      shop.serve('/slow', (response) => {
        answer = () => response.writeHead(status).end('late');
        resolve();
      });
    });
    await openShop(page, shop, collector);
    await page.evaluate(() => {
      (globalThis as { slow?: unknown }).slow = fetch('/slow').then((response) => response.text());
    });
    await asked;
    return () => answer();
  }
  // Headless Chromium never hides a page, so the test dispatches the events.
  const show = (page: Page, visibility: DocumentVisibilityState) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, visibility);
  const spansOf = (collector: Collector) => collector.spans.filter(({ name }) => name === 'GET /slow');

  for (const isBack of [true, false]) {
    const when = isBack ? 'after the page came back' : 'while the page is hidden';
    test(`a request that ends ${when} is reported once, with its true end`, async ({
      page,
      shop,
      collector,
    }) => {
      const answer = await openWaiting(page, shop, collector, 500);
      await show(page, 'hidden');
      await flush(page);
      expect(spansOf(collector)).toEqual([]);
      if (isBack) await show(page, 'visible');
      answer();
      const span = await collector.waitForSpan('GET /slow');
      expect(span).toMatchObject({ status: 'error', attributes: { 'http.response.status_code': 500 } });
      expect(span.attributes).not.toHaveProperty(['otel_rum.incomplete']);
      const point = await collector.waitForPoint('http.client.request.duration');
      expect(pointTells(point)).toEqual({ count: 1, code: 500, errorType: '500' });
      await show(page, 'hidden');
      await flush(page);
      expect(spansOf(collector)).toHaveLength(1);
    });
  }

  test('a request is reported and marked when the hidden page is left; it is measured when it ends', async ({
    page,
    shop,
    collector,
  }) => {
    const answer = await openWaiting(page, shop, collector, 200);
    await show(page, 'hidden');
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    const span = await collector.waitForSpan('GET /slow');
    expect(span).toMatchObject({ status: 'unset', attributes: { 'otel_rum.incomplete': true } });
    expect(span.attributes).not.toHaveProperty(['http.response.status_code']);
    answer();
    const point = await collector.waitForPoint('http.client.request.duration');
    expect(pointTells(point)).toEqual({ count: 1, code: 200, errorType: undefined });
    expect(spansOf(collector)).toHaveLength(1);
  });
});

test('without a server it is a network error', async ({ page, shop, collector }) => {
  const gone = await startOrigin();
  await gone.close();
  await openShop(page, shop, collector);
  await run(page, (other) => fetch(`${other}/case`), gone.url);
  expect(spanTells(await collector.waitForSpan('GET /case'))).toEqual(failed('network'));
});
