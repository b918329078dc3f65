import { fileURLToPath } from 'node:url';
import { startProcess } from '../../../demo/full/start-process.mjs';
import type { Span } from '../../harness/otlp.js';
import { serveSnippetPage } from '../../harness/pages.js';
import { freeAddresses } from './free-addresses.js';
import { test as base, expect } from './test.js';

/** How a server of examples/backends is started. */
export interface BackendCommand {
  command: string;
  args: string[];
  cwd?: string;
  env: Record<string, string>;
  ready: RegExp;
}

/** Returns the path of a file in examples/backends. */
export const backendFile = (path: string): string =>
  fileURLToPath(new URL(`../../../examples/backends/${path}`, import.meta.url));

const SERVICE = 'films';
/** For Spring with the Java agent on a busy machine. */
const START_LIMIT_MILLIS = 180_000;

/**
 * Declares the tests that every server has to pass: page loads join its traces, and pages of another origin may send
 * `traceparent`, `tracestate` and `baggage` to it.
 *
 * @param name of the framework
 * @param commandOf returns the command, for the address that the server is to listen on
 */
export function testBackend(
  name: string,
  commandOf: (address: { host: string; port: string }) => BackendCommand,
): void {
  const test = base.extend<{ serverUrl: string }>({
    serverUrl: [
      async ({ site, backend }, use) => {
        const [address = ''] = await freeAddresses(1);
        const [host = '', port = ''] = address.split(':');
        const { env, ...command } = commandOf({ host, port });
        const server = await startProcess({
          name,
          ...command,
          env: {
            OTEL_SERVICE_NAME: SERVICE,
            OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
            OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
            OTEL_TRACES_EXPORTER: 'otlp',
            OTEL_METRICS_EXPORTER: 'none',
            OTEL_LOGS_EXPORTER: 'none',
            OTEL_PROPAGATORS: 'tracecontext,baggage',
            OTEL_BSP_SCHEDULE_DELAY: '200',
            ALLOWED_ORIGIN: site.url,
            PAGE: `<!doctype html><html lang="en"><title>Films</title>
<script async src="${site.url}/otel-rum.iife.js" data-service-name="shop" data-endpoint="${backend.url}"></script>`,
            ...env,
          },
          url: `http://${address}`,
        });
        await use(server.url);
        await server.close();
      },
      { timeout: START_LIMIT_MILLIS },
    ],
  });

  test(`${name}: the load of a page joins the server’s trace`, async ({
    page,
    serverUrl,
    backend: { inbox },
  }) => {
    await page.goto(`${serverUrl}/`);
    const load = await inbox.waitForSpan('documentLoad');
    const server = await inbox.waitForSpan(/^GET/, isOfServer(load.traceId));
    const document = await inbox.waitForSpan('documentFetch');
    expect([load.parentSpanId, document.parentSpanId]).toContain(server.spanId);
  });

  test(`${name}: a request of a page on another origin is one trace with the server’s`, async ({
    page,
    site,
    serverUrl,
    backend,
  }) => {
    const preflight = await fetch(`${serverUrl}/api/films`, {
      method: 'OPTIONS',
      headers: {
        origin: site.url,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'baggage,traceparent,tracestate',
      },
    });
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(/, */);
    expect(allowed).toEqual(expect.arrayContaining(['traceparent', 'tracestate', 'baggage']));

    const url = serveSnippetPage(site, '/', {
      options: { 'service-name': 'shop', endpoint: backend.url, 'propagate-to': serverUrl },
      tag: '',
    });
    await page.goto(url);
    const films = await page.evaluate(async (url) => (await fetch(url)).json(), `${serverUrl}/api/films`);
    expect(films).toEqual(['The Quiet Orbit']);
    const client = await backend.inbox.waitForSpan(/^GET/, ({ kind }) => kind === 'client');
    const server = await backend.inbox.waitForSpan(/^GET/, isOfServer(client.traceId));
    expect(server.parentSpanId).toBe(client.spanId);
  });
}

/** Matches the span that the server made of a request: FastAPI's spans of the answer's parts are below it. */
const isOfServer =
  (trace: string) =>
  ({ kind, traceId, resource }: Span) =>
    kind === 'server' && traceId === trace && resource['service.name'] === SERVICE;
