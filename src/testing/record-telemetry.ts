import { createTelemetry, type Telemetry } from './telemetry.js';
import { createWaits, type Waits } from './waits.js';

/** The part of Playwright's `Route` that is used. */
export interface RouteLike {
  request(): {
    method(): string;
    headers(): Record<string, string>;
    postDataBuffer(): Uint8Array | null;
  };
  fulfill(answer: { status: number; headers: Record<string, string>; body: string }): Promise<void>;
  fallback(): Promise<void>;
}

/** The part of Playwright's `Page` or `BrowserContext` that is used. */
export interface PageLike {
  route(url: RegExp, handler: (route: RouteLike) => Promise<void>): Promise<unknown>;
  unroute(url: RegExp, handler: (route: RouteLike) => Promise<void>): Promise<unknown>;
  evaluate<R>(run: () => R): Promise<R>;
}

export interface RecordOptions {
  /** The URLs of the exports. @default those that end in /v1/traces, /v1/logs or /v1/metrics */
  url?: RegExp;
  /** Whether exports go on to their endpoint; else they are answered here. @default false */
  passOn?: boolean;
}

/** A page's telemetry. */
export interface PageTelemetry extends Telemetry, Waits {
  /** Has the page send what waits, and returns when that has arrived. */
  flush(): Promise<void>;
  /** Records no longer. */
  stop(): Promise<void>;
}

const EXPORTS = /\/v1\/(?:traces|logs|metrics)(?:\?.*)?$/;

async function unpack(body: Uint8Array, encoding: string | undefined): Promise<string> {
  const bytes = new Blob([body as Uint8Array<ArrayBuffer>]);
  if (encoding !== 'gzip') return bytes.text();
  return new Response(bytes.stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

/**
 * Records the telemetry of a Playwright page. Call it before the page is opened. What a page sends while it is being left does not
 * pass Playwright's routing (Playwright 1.64, Chromium 156): `await telemetry.flush()` first.
 * @example
 * const telemetry = await recordTelemetry(page);
 * await page.goto('/cart');
 * await page.getByRole('button', { name: 'Buy' }).click();
 * const click = await telemetry.waitForSpan('click');
 * await telemetry.waitForSpan('POST /api/orders', { within: click });
 */
export async function recordTelemetry(page: PageLike, options: RecordOptions = {}): Promise<PageTelemetry> {
  const { url = EXPORTS, passOn = false } = options;
  const telemetry = createTelemetry();
  const handler = async (route: RouteLike) => {
    const request = route.request();
    const { origin = '*', 'content-encoding': encoding } = request.headers();
    const body = request.postDataBuffer();
    if (request.method() === 'POST' && body) telemetry.add(await unpack(body, encoding));
    if (passOn) return route.fallback();
    const headers = { 'content-type': 'application/json', 'access-control-allow-origin': origin };
    return route.fulfill({ status: 200, headers, body: '{}' });
  };
  await page.route(url, handler);

  const flush = async () => {
    try {
      await page.evaluate(() => {
        const holder = (globalThis as { [key: symbol]: { handle: { flush(): Promise<void> } } | undefined })[
          Symbol.for('otel-rum')
        ];
        return holder?.handle.flush();
      });
    } catch {
      // The page is being left: it sends what it has by itself.
    }
  };
  return {
    ...telemetry,
    ...createWaits(telemetry, flush),
    flush,
    stop: async () => void (await page.unroute(url, handler)),
  };
}
