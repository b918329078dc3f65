import type { BrowserContext, Page } from '@playwright/test';
import { bundle } from './bundle.js';
import { serveModulePage } from './pages.js';
import type { Site } from './site.js';

/** Functions of the page, on its global object. */
export interface Shop {
  /** Creates spans of the app, numbered from `from`, with `bytes` of text each. */
  work(from: number, count: number, bytes?: number): void;
  /** Adds to the counter `shop.orders`. */
  order(count: number): void;
  /** Adds numbered events. */
  note(from: number, count: number): void;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Serves a page whose telemetry the test controls: spans `work` and events `shop.note` with a `number`, and the counter
 * `shop.orders`.
 *
 * @param options options of `initRum`, beside the service's name
 * @returns its path
 */
export async function serveShop(site: Site, path: string, options: Record<string, unknown>): Promise<string> {
  const script = await bundle(`
    import { metrics, trace } from '@opentelemetry/api';
    import { getRum, initRum } from 'otel-rum';

    initRum({ serviceName: 'shop', ...${JSON.stringify(options)} });
    const tracer = trace.getTracer('shop');
    const orders = metrics.getMeter('shop').createCounter('shop.orders');
    const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
    globalThis.shop = {
      work(from, count, bytes = 0) {
        for (const number of numbers(from, count))
          tracer.startSpan('work', { attributes: { number, text: 'x'.repeat(bytes) } }).end();
      },
      order: (count) => orders.add(count),
      note(from, count) {
        for (const number of numbers(from, count)) getRum().addEvent('shop.note', { number });
      },
      flush: () => getRum().flush(),
      shutdown: () => getRum().shutdown(),
    };`);
  serveModulePage(site, path, script);
  return path;
}

/** Calls a function of the page. */
export function ask<Name extends keyof Shop>(
  page: Page,
  name: Name,
  ...args: Parameters<Shop[Name]>
): Promise<void> {
  return page.evaluate(
    ([method, list]) => {
      const { shop } = globalThis as unknown as { shop: Record<string, (...args: unknown[]) => unknown> };
      return shop[method]?.(...list) as Promise<void> | undefined;
    },
    [name as string, args as unknown[]] as const,
  );
}

/** Opens a page of the same site without otel-rum. */
export async function openBystander({
  context,
  site,
}: {
  context: BrowserContext;
  site: Site;
}): Promise<Page> {
  site.serve('/bystander', '<!doctype html><title>Bystander</title>');
  const page = await context.newPage();
  await page.goto(`${site.url}/bystander`);
  return page;
}
