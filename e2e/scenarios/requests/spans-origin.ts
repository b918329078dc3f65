import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { selfSigned } from '../../fixtures/conformance/self-signed.js';
import type { Collector } from '../../harness/collector.js';
import type { Span } from '../../harness/otlp.js';
import { test as base } from '../../harness/test.js';

/** A request as received. */
export interface Arrival {
  method: string;
  path: string;
  /** In order; a header that is sent twice is listed twice. */
  headers: [name: string, value: string][];
}

type Route = (response: ServerResponse, request: IncomingMessage) => unknown;

/** A server whose responses the test writes itself: preflight, first byte, last byte. */
export interface Origin {
  url: string;
  arrivals: Arrival[];
  /** Answers a path from now on, including preflights. By default CORS and Timing-Allow-Origin allow everything. */
  serve(path: string, route: Route): void;
  /** Returns all values of a header that the path received, without preflights. */
  sent(path: string, header: string): string[];
  close(): Promise<void>;
}

const script = () => readFileSync(fileURLToPath(new URL('../../../dist/otel-rum.iife.js', import.meta.url)));

/** Starts a server on a free port of 127.0.0.1 or, with TLS and HTTP/2, of localhost. */
export async function startOrigin({ isSecure = false } = {}): Promise<Origin> {
  const routes = new Map<string, Route>();
  const arrivals: Arrival[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', rawHeaders, headers } = request;
    const path = request.url?.split('?', 1)[0] ?? '/';
    const pairs = rawHeaders.flatMap((name, index): [string, string][] =>
      index % 2 ? [] : [[name.toLowerCase(), rawHeaders[index + 1] ?? '']],
    );
    arrivals.push({ method, path, headers: pairs });
    const asked = headers['access-control-request-headers'];
    response.setHeader('cache-control', 'no-store');
    response.setHeader('timing-allow-origin', '*');
    response.setHeader('access-control-allow-origin', headers.origin ?? '*');
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-allow-methods', headers['access-control-request-method'] ?? 'GET');
    if (asked) response.setHeader('access-control-allow-headers', asked);
    const route = routes.get(path);
    if (route) return void route(response, request);
    response.statusCode = method === 'OPTIONS' ? 204 : 404;
    response.end();
  };
  const server: Server = isSecure
    ? // HTTP/2's compatibility API has everything used here.
      createSecureServer(selfSigned(), answer as never)
    : createServer(answer);
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: isSecure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    arrivals,
    serve: (path, route) => void routes.set(path, route),
    sent: (path, header) =>
      arrivals
        .filter((arrival) => arrival.path === path && arrival.method !== 'OPTIONS')
        .flatMap(({ headers }) => headers.filter(([name]) => name === header).map(([, value]) => value)),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** The page's own origin, and another one. */
export const test = base.extend<{ shop: Origin; other: Origin }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  shop: async ({}, use) => {
    const origin = await startOrigin();
    await use(origin);
    await origin.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  other: async ({}, use) => {
    const origin = await startOrigin();
    await use(origin);
    await origin.close();
  },
});

interface ShopPage {
  path?: string;
  /** Further options of `initRum`, as the text of an object literal, which may contain expressions and functions. */
  options?: string;
  /** Response headers of the page. */
  headers?: Record<string, string>;
  body?: string;
}

/** Returns the markup of a page with the script. */
export const shopHtml = (collector: Collector, { options = '{}', body = '' }: ShopPage = {}) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<script src="/otel-rum.iife.js"></script>
<script>otelRum.initRum({ serviceName: 'shop', endpoint: '${collector.url}', flushIntervalMillis: 100, ...${options} });</script>
</head><body>${body}</body></html>`;

/** Serves the page, and opens it. */
export async function openShop(page: Page, shop: Origin, collector: Collector, more: ShopPage = {}) {
  shop.serve('/otel-rum.iife.js', (response) => {
    response.setHeader('content-type', 'text/javascript').end(script());
  });
  shop.serve(more.path ?? '/', (response) => {
    for (const [name, value] of Object.entries(more.headers ?? {})) response.setHeader(name, value);
    response.setHeader('content-type', 'text/html').end(shopHtml(collector, more));
  });
  await page.goto(`${shop.url}${more.path ?? '/'}`);
}

/** Waits for this number of spans of a name; returns them in order of their starts. */
export const waitForSpans = (collector: Collector, name: string, count: number): Promise<Span[]> =>
  collector.waitFor(({ spans }) => {
    const found = spans.filter((span) => span.name === name);
    return found.length >= count && found.sort((a, b) => a.startMillis - b.startMillis);
  }, `${count} spans ${name}`);
