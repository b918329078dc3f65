import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Span } from '../../harness/otlp.js';
import { expect } from '../../harness/test.js';
import { openShop, startOrigin, test, waitForSpans } from './spans-origin.js';

/** Deliberate delays of the servers: to the first byte, from there to the last, for a preflight. */
const FIRST_MILLIS = 60;
const REST_MILLIS = 50;
const PREFLIGHT_MILLIS = 80;
/** Tolerance, since the clocks of browser and server differ. */
const least = (millis: number) => millis - 3;

const TIMING = 'otel_rum.timing.';
const timing = ({ attributes }: Span, phase: string) => Number(attributes[TIMING + phase] ?? 0);
const duration = ({ startMillis, endMillis }: Span) => endMillis - startMillis;
const phasesOf = ({ attributes }: Span) =>
  Object.keys(attributes)
    .filter((name) => name.startsWith(TIMING))
    .map((name) => name.slice(TIMING.length))
    .sort();

/** Fetches, and reads the whole body. */
const readAll = async ({ url, init }: { url: string; init?: RequestInit }) => (await fetch(url, init)).text();
/** Makes an XHR; returns when the page had the headers and the end, in milliseconds from `send()`. */
const byXhr = (url: string) =>
  new Promise<{ headersMillis: number; endMillis: number }>((resolve) => {
    const xhr = new XMLHttpRequest();
    let headersMillis = 0;
    xhr.open('GET', url);
    const startedAt = performance.now();
    xhr.onreadystatechange = () => {
      headersMillis ||= performance.now() - startedAt;
    };
    xhr.onloadend = () => resolve({ headersMillis, endMillis: performance.now() - startedAt });
    xhr.send();
  });

/** A response with delays before its first byte and before its last. */
async function inHalves(response: ServerResponse) {
  await setTimeout(FIRST_MILLIS);
  response.write('first half');
  await setTimeout(REST_MILLIS);
  response.end('second half');
}

test.describe('phases', () => {
  test.use({ ignoreHTTPSErrors: true });

  test('on a new connection with TLS to another origin with Timing-Allow-Origin', async ({
    page,
    shop,
    collector,
  }) => {
    const secure = await startOrigin({ isSecure: true });
    secure.serve('/halves', inHalves);
    await openShop(page, shop, collector);
    await page.evaluate(readAll, { url: `${secure.url}/halves` });

    const span = await collector.waitForSpan('GET /halves');
    expect(timing(span, 'tls')).toBeGreaterThan(0);
    expect(timing(span, 'connect')).toBeGreaterThan(timing(span, 'tls'));
    expect(timing(span, 'request')).toBeGreaterThanOrEqual(least(FIRST_MILLIS));
    expect(timing(span, 'response')).toBeGreaterThan(0);
    // On a busy machine the first byte may be seen late.
    expect(timing(span, 'request') + timing(span, 'response')).toBeGreaterThanOrEqual(
      least(FIRST_MILLIS + REST_MILLIS),
    );
    expect(timing(span, 'headers')).toBeGreaterThanOrEqual(least(FIRST_MILLIS));
    expect(timing(span, 'headers')).toBeLessThan(duration(span));
    // They are parts of the span that do not overlap.
    const sum = ['blocked', 'dns', 'connect', 'queue', 'request', 'response'].reduce(
      (total, phase) => total + timing(span, phase),
      0,
    );
    expect(sum).toBeLessThanOrEqual(duration(span) + 1);
    expect(sum).toBeGreaterThan(duration(span) / 2);
    expect(span.attributes['network.protocol.version']).toBe('2');
    await secure.close();
  });

  test('on an open connection: no DNS, connecting or TLS', async ({ page, shop, collector }) => {
    shop.serve('/halves', inHalves);
    await openShop(page, shop, collector);
    await page.evaluate(readAll, { url: '/halves' });

    const span = await collector.waitForSpan('GET /halves');
    expect(phasesOf(span).filter((phase) => phase !== 'blocked')).toEqual([
      'headers',
      'queue',
      'request',
      'response',
    ]);
    expect(span.attributes['network.protocol.version']).toBe('1.1');
    // fetch and XHR never block rendering.
    expect(span.attributes).not.toHaveProperty(['otel_rum.render_blocking']);
  });

  test('of another origin without Timing-Allow-Origin: only headers and the last byte', async ({
    page,
    shop,
    other,
    collector,
  }) => {
    other.serve('/halves', (response) => {
      response.removeHeader('timing-allow-origin');
      return inHalves(response);
    });
    await openShop(page, shop, collector);
    await page.evaluate(readAll, { url: `${other.url}/halves` });

    const span = await collector.waitForSpan('GET /halves');
    expect(phasesOf(span)).toEqual(['headers']);
    expect(Object.keys(span.attributes).filter((name) => /size|protocol|cache/.test(name))).toEqual([]);
    expect(timing(span, 'headers')).toBeLessThan(duration(span));
    expect(duration(span)).toBeGreaterThanOrEqual(least(FIRST_MILLIS + REST_MILLIS));
  });

  test('after a redirect: its duration is in the blocked phase, and the span has the requested URL', async ({
    page,
    shop,
    collector,
  }) => {
    shop.serve('/go', async (response) => {
      await setTimeout(FIRST_MILLIS);
      response.writeHead(302, { location: '/there' }).end();
    });
    shop.serve('/there', (response) => response.end('here'));
    await openShop(page, shop, collector);
    await page.evaluate(readAll, { url: '/go' });

    const span = await collector.waitForSpan('GET /go');
    expect(span.attributes['http.response.status_code']).toBe(200);
    expect(timing(span, 'blocked')).toBeGreaterThanOrEqual(least(FIRST_MILLIS));
    expect(timing(span, 'request') + timing(span, 'queue')).toBeLessThan(
      duration(span) - least(FIRST_MILLIS),
    );
  });
});

test.describe("a preflight's cost", () => {
  // If cookies are sent, the preflight, which has none, uses another connection.
  for (const credentials of ['omit', 'include'] as const) {
    test(`is in the queue phase: 80 ms the first time, none from the cache (credentials: ${credentials})`, async ({
      page,
      shop,
      other,
      collector,
    }) => {
      other.serve('/orders', async (response, { method }) => {
        if (method === 'OPTIONS') {
          response.setHeader('access-control-max-age', '600');
          await setTimeout(PREFLIGHT_MILLIS);
        }
        response.end('ok');
      });
      await openShop(page, shop, collector);
      const request = { url: `${other.url}/orders`, init: { credentials, headers: { 'x-app': 'shop' } } };
      for (let time = 0; time < 4; time++) await page.evaluate(readAll, request);

      const [cold, ...warm] = (await waitForSpans(collector, 'GET /orders', 4)) as [Span, ...Span[]];
      expect(other.arrivals.map(({ method }) => method)).toEqual(['OPTIONS', 'GET', 'GET', 'GET', 'GET']);
      // The phases do not overlap, so it is in no other.
      expect(timing(cold, 'queue')).toBeGreaterThanOrEqual(least(PREFLIGHT_MILLIS));
      // The best of several, since a busy machine may delay one.
      expect(Math.min(...warm.map((span) => timing(span, 'queue')))).toBeLessThan(PREFLIGHT_MILLIS / 2);
    });
  }
});

test.describe('a stream', () => {
  /** Five chunks, 80 ms apart; then `onEnd`. */
  const stream =
    (onEnd = () => {}) =>
    async (response: ServerResponse) => {
      for (let chunk = 0; chunk < 5; chunk++) {
        response.write('x'.repeat(1_000));
        await setTimeout(80);
      }
      response.end(onEnd);
    };
  const STREAM_MILLIS = 400;

  test('ends with its last byte; the time of its headers is reported too', async ({
    page,
    shop,
    collector,
  }) => {
    shop.serve('/stream', stream());
    await openShop(page, shop, collector);
    await page.evaluate(readAll, { url: '/stream' });

    const span = await collector.waitForSpan('GET /stream');
    expect(duration(span) - timing(span, 'headers')).toBeGreaterThan(STREAM_MILLIS / 2);
    expect(span.attributes['http.response.body.size']).toBe(5_000);
    // The measurement ends at the headers, as the conventions require.
    const { sum } = await collector.waitForPoint('http.client.request.duration');
    expect(Number(sum) * 1_000).toBeCloseTo(timing(span, 'headers'), 0);
  });

  test('ends with its last byte for XHR too', async ({ page, shop, collector }) => {
    shop.serve('/stream', stream());
    await openShop(page, shop, collector);
    const seen = await page.evaluate(byXhr, '/stream');

    const span = await collector.waitForSpan('GET /stream');
    expect(Math.abs(timing(span, 'headers') - seen.headersMillis)).toBeLessThan(30);
    expect(duration(span) - timing(span, 'headers')).toBeGreaterThan(STREAM_MILLIS / 2);
    const { sum } = await collector.waitForPoint('http.client.request.duration');
    expect(Number(sum) * 1_000).toBeCloseTo(timing(span, 'headers'), 0);
  });

  test('that is read slowly ends when the network has finished, not when the app has', async ({
    page,
    shop,
    collector,
  }) => {
    let end = (_: number) => {};
    const ended = new Promise<number>((resolve) => {
      end = resolve;
    });
    shop.serve(
      '/stream',
      stream(() => end(Date.now())),
    );
    await openShop(page, shop, collector);
    const reading = page.evaluateHandle(async () => {
      const reader = ((await fetch('/stream')).body as ReadableStream).getReader();
      await reader.read();
      return {
        async readRest() {
          while (!(await reader.read()).done);
        },
      };
    });
    const networkEnded = await ended;
    // The app pauses for longer than the stream lasts.
    await setTimeout(2 * STREAM_MILLIS);
    const appGoesOn = Date.now();
    await (await reading).evaluate(({ readRest }) => readRest());

    const span = await collector.waitForSpan('GET /stream');
    expect(span.attributes['http.response.body.size']).toBe(5_000);
    expect(Math.abs(span.endMillis - networkEnded)).toBeLessThan((appGoesOn - networkEnded) / 2);
  });

  test('that is never read ends with its headers: the browser reports no entry, and none of another request is used', async ({
    page,
    shop,
    collector,
  }) => {
    shop.serve('/stream', stream());
    await openShop(page, shop, collector);
    await page.evaluate(async () => {
      const unread = await fetch('/stream');
      const read = await fetch('/stream');
      await read.text();
      return [unread.status, read.status];
    });

    const [unread, read] = (await waitForSpans(collector, 'GET /stream', 2)) as [Span, Span];
    expect(phasesOf(unread)).toEqual(['headers']);
    expect(Math.abs(duration(unread) - timing(unread, 'headers'))).toBeLessThan(1);
    expect(duration(read)).toBeGreaterThanOrEqual(least(STREAM_MILLIS));
    expect(read.attributes['http.response.body.size']).toBe(5_000);
  });

  for (const sizes of [
    [5_000, 10],
    [10, 5_000],
  ]) {
    test(`of two concurrent ones from one URL, of ${sizes.join(' and ')} bytes, each has its own end`, async ({
      page,
      shop,
      collector,
    }) => {
      // By POST, since the browser delays a second GET until the first has its headers.
      shop.serve('/twice', async (response) => {
        const size = sizes.shift() ?? 0;
        response.write('x');
        if (size > 10) await setTimeout(STREAM_MILLIS);
        response.end('x'.repeat(size - 1));
      });
      await openShop(page, shop, collector);
      const read = await page.evaluate(() =>
        Promise.all(
          [1, 2].map(async () => (await (await fetch('/twice', { method: 'POST' })).text()).length),
        ),
      );

      const spans = await waitForSpans(collector, 'POST /twice', 2);
      expect(spans.map(({ attributes }) => attributes['http.response.body.size'])).toEqual(read);
      const long = spans[read.indexOf(5_000)] as Span;
      expect(duration(long) - timing(long, 'headers')).toBeGreaterThan(STREAM_MILLIS / 2);
    });
  }

  test('of a URL with a fragment has its timing entry', async ({ page, shop, collector }) => {
    shop.serve('/stream', stream());
    await openShop(page, shop, collector);
    await page.evaluate(readAll, { url: '/stream#part' });
    const span = await collector.waitForSpan('GET /stream');
    expect(duration(span)).toBeGreaterThanOrEqual(least(STREAM_MILLIS));
  });
});
