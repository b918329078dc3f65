import type { Page } from '@playwright/test';
import type { Collector } from '../../harness/collector.js';
import { expect } from '../../harness/test.js';
import { parseTraceparent, traceparentOf } from '../../harness/traceparent.js';
import { type Origin, openShop, test } from './spans-origin.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const PARENT_ID = 'b7ad6b7169203331';
const OWN = `00-${TRACE_ID}-${PARENT_ID}-01`;

test.describe('a traceparent that the app sets itself', () => {
  const CASES: Record<string, (traceparent: string) => unknown> = {
    'fetch with headers as an object': (traceparent) => fetch('/api', { headers: { traceparent } }),
    'fetch with headers as an object, spelt otherwise': (traceparent) =>
      fetch('/api', { headers: { TraceParent: traceparent } }),
    'fetch with headers as a list': (traceparent) =>
      fetch('/api', { headers: [['traceparent', traceparent]] }),
    'fetch with Headers': (traceparent) => fetch('/api', { headers: new Headers({ traceparent }) }),
    'fetch with a Request': (traceparent) => fetch(new Request('/api', { headers: { traceparent } })),
    'fetch with a Request and an init of other things': (traceparent) =>
      fetch(new Request('/api', { headers: { traceparent } }), { cache: 'no-store' }),
    'fetch with a Request whose headers an init replaces': (traceparent) =>
      fetch(new Request('/api', { headers: { traceparent: 'of the request' } }), {
        headers: { traceparent },
      }),
    XHR: (traceparent) =>
      new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', '/api');
        xhr.setRequestHeader('TraceParent', traceparent);
        xhr.onloadend = resolve;
        xhr.send();
      }),
  };
  test('is sent unchanged, once, and the span joins it', async ({ page, shop, collector }) => {
    await openShop(page, shop, collector, { options: `{ baggage: () => ({ tenant: '1' }) }` });
    const cases = Object.entries(CASES).map(([name, run], index) => ({
      name,
      path: `/api-${String.fromCharCode(97 + index)}`,
      run,
    }));
    for (const { path, run } of cases) {
      shop.serve(path, (response) => response.end('ok'));
      await page.evaluate(`(async () => { await (${String(run).replaceAll('/api', path)})('${OWN}'); })()`);
    }
    for (const { name, path } of cases) {
      expect.soft(shop.sent(path, 'traceparent'), name).toEqual([OWN]);
      // Without our other headers, since the app controls them.
      expect.soft([...shop.sent(path, 'tracestate'), ...shop.sent(path, 'baggage')], name).toEqual([]);
      const span = await collector.waitForSpan(`GET ${path}`);
      expect.soft(span, name).toMatchObject({ traceId: TRACE_ID, parentSpanId: PARENT_ID });
    }
  });

  test('of another agent that wraps ours: the span joins its trace and links to the click, which is recorded', async ({
    page,
    shop,
    collector,
  }) => {
    for (const path of ['/first', '/second']) shop.serve(path, (response) => response.end('ok'));
    await openShop(page, shop, collector, {
      body: `<button id="buy">Buy</button><script>
        const below = fetch;
        window.fetch = (url, init = {}) => below(url, { ...init, headers: { ...init.headers, traceparent: '${OWN}' } });
        const { send } = XMLHttpRequest.prototype;
        XMLHttpRequest.prototype.send = function (body) {
          this.setRequestHeader('traceparent', '${OWN}');
          return send.call(this, body);
        };
        document.getElementById('buy').onclick = async () => {
          await (await fetch('/first')).text();
          const xhr = new XMLHttpRequest();
          xhr.open('GET', '/second');
          xhr.send();
        };
      </script>`,
    });
    await collector.waitForSpan('documentLoad');
    await page.click('#buy');
    const click = await collector.waitForSpan('click');
    for (const path of ['/first', '/second']) {
      const span = await collector.waitForSpan(`GET ${path}`);
      expect(shop.sent(path, 'traceparent')).toEqual([OWN]);
      expect(span).toMatchObject({ traceId: TRACE_ID, parentSpanId: PARENT_ID });
      expect(span.links).toMatchObject([{ traceId: click.traceId, spanId: click.spanId }]);
      expect(span.endMillis).toBeLessThanOrEqual(click.endMillis);
    }
  });

  test('of the click’s own trace needs no link', async ({ page, shop, collector }) => {
    shop.serve('/api', (response) => response.end('ok'));
    await openShop(page, shop, collector);
    await collector.waitForSpan('documentLoad');
    await page.evaluate(() => fetch('/api'));
    expect((await collector.waitForSpan('GET /api')).links).toEqual([]);
  });

  test('is sent even if it is invalid: the span starts a trace of its own', async ({
    page,
    shop,
    collector,
  }) => {
    shop.serve('/api', (response) => response.end('ok'));
    await openShop(page, shop, collector);
    await page.evaluate(() => fetch('/api', { headers: { traceparent: 'nonsense' } }));
    expect(shop.sent('/api', 'traceparent')).toEqual(['nonsense']);
    const span = await collector.waitForSpan('GET /api');
    expect(span.parentSpanId).toBeUndefined();
  });

  test('is sent to an origin that is not listed, too', async ({ page, shop, other, collector }) => {
    await openShop(page, shop, collector);
    await page.evaluate(
      ([url, traceparent]) => fetch(url, { headers: { traceparent } }).then(String, String),
      [`${other.url}/api`, OWN] as const,
    );
    expect(other.sent('/api', 'traceparent')).toEqual([OWN]);
    expect(await collector.waitForSpan('GET /api')).toMatchObject({ traceId: TRACE_ID });
  });
});

test.describe('a tracestate or baggage that the app sets itself is not duplicated', () => {
  const CASES: Record<string, () => unknown> = {
    fetch: () => fetch('/api', { headers: { tracestate: 'shop=1', baggage: 'film=7' } }),
    XHR: () =>
      new Promise((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', '/api');
        xhr.setRequestHeader('Tracestate', 'shop=1');
        xhr.setRequestHeader('Baggage', 'film=7');
        xhr.onloadend = resolve;
        xhr.send();
      }),
  };
  for (const [name, run] of Object.entries(CASES)) {
    test(name, async ({ page, shop, collector }) => {
      shop.serve('/api', (response) => response.end('ok'));
      await openShop(page, shop, collector, { options: `{ baggage: () => ({ tenant: '1' }) }` });
      await page.evaluate(`(async () => { await (${run})(); })()`);

      expect(shop.sent('/api', 'tracestate')).toEqual(['shop=1']);
      expect(shop.sent('/api', 'baggage')).toEqual(['film=7']);
      const span = await collector.waitForSpan('GET /api');
      expect(parseTraceparent(shop.sent('/api', 'traceparent')[0])).toMatchObject(traceparentOf(span));
    });
  }
});

test.describe('sampling', () => {
  /** Opens the page in this session, with a sample rate of one half, which the last 56 bits of the id decide. */
  const openIn = async (session: string, page: Page, shop: Origin, collector: Collector) => {
    await page.addInitScript(
      (id) => localStorage.setItem('otel-rum.session', `${id}.${Date.now()}.${Date.now()}`),
      session,
    );
    shop.serve('/api', (response) => response.end('ok'));
    await openShop(page, shop, collector, { options: '{ sampleRate: 0.5 }' });
    await page.evaluate(async () => (await fetch('/api')).text());
  };
  /** The first sampled of all 56-bit values, and the last one that is not. */
  const SAMPLED = `${'5'.repeat(18)}80000000000000`;
  const SAMPLED_OUT = `${'5'.repeat(18)}7fffffffffffff`;

  test('of a sampled session: the flag is set, tracestate has the threshold and the random value', async ({
    page,
    shop,
    collector,
  }) => {
    await openIn(SAMPLED, page, shop, collector);
    const state = 'ot=th:8;rv:80000000000000';
    expect(shop.sent('/api', 'tracestate')).toEqual([state]);
    expect(shop.sent('/api', 'traceparent')[0]).toMatch(/-03$/);
    const span = await collector.waitForSpan('GET /api');
    expect(span.traceState).toBe(state);
    expect(span.attributes['session.id']).toBe(SAMPLED);
  });

  test('of a session that is not sampled: the flag is unset, no threshold; it is measured, and no span is sent', async ({
    page,
    shop,
    collector,
  }) => {
    await openIn(SAMPLED_OUT, page, shop, collector);
    expect(shop.sent('/api', 'tracestate')).toEqual(['ot=rv:7fffffffffffff']);
    // Not sampled, with a random trace id.
    expect(shop.sent('/api', 'traceparent')[0]).toMatch(/^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-02$/);
    await collector.waitForPoint('http.client.request.duration', ({ count }) => count === 1);
    expect(collector.spans).toEqual([]);
  });

  test('with a rate of 0: the flag is unset, no tracestate', async ({ page, shop, collector }) => {
    shop.serve('/api', (response) => response.end('ok'));
    await openShop(page, shop, collector, { options: '{ sampleRate: 0 }' });
    await page.evaluate(async () => (await fetch('/api')).text());
    expect(shop.sent('/api', 'traceparent')[0]).toMatch(/-02$/);
    expect(shop.sent('/api', 'tracestate')).toEqual([]);
    await collector.waitForPoint('http.client.request.duration', ({ count }) => count === 1);
    expect(collector.spans).toEqual([]);
  });
});
