import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A request to the site. */
export interface SiteRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
}

/** The response of a path. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The response is delayed until this settles. */
  until?: Promise<unknown>;
}

/** A test's own web site: pages from memory, the built scripts, and any API that the test needs. */
export interface Site {
  url: string;
  /** In order. */
  requests: SiteRequest[];
  /** Serves a response from now on; it replaces an earlier one of the path. */
  serve(path: string, answer: Answer | string | ((request: SiteRequest) => Answer)): void;
  /** Serves a path, but delays every response until the returned function is called. */
  hold(path: string): () => void;
  /** Adds this markup before the content of each document, from now on. */
  begin(markup: string): void;
  /** Resolves with the next request of a path, or an earlier one that was not awaited. */
  waitForRequest(path: string): Promise<SiteRequest>;
  close(): Promise<void>;
}

const dist = (name: string) => readFileSync(fileURLToPath(new URL(`../../dist/${name}`, import.meta.url)));

/** Responses of every site. */
const BUILT_IN: Record<string, () => Answer> = {
  '/otel-rum.iife.js': () => ({
    headers: { 'content-type': 'text/javascript' },
    body: dist('otel-rum.iife.js'),
  }),
  '/devtools.iife.js': () => ({
    headers: { 'content-type': 'text/javascript' },
    body: dist('devtools.iife.js'),
  }),
  '/loader.js': () => ({ headers: { 'content-type': 'text/javascript' }, body: dist('loader.js') }),
  '/favicon.ico': () => ({ status: 204 }),
  '/api/ok': () => ({ headers: { 'content-type': 'application/json' }, body: '{"ok":true}' }),
  '/api/failing': () => ({
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: '{"ok":false}',
  }),
};

/** Starts it on a free port. */
export async function startSite(): Promise<Site> {
  const answers = new Map<string, (request: SiteRequest) => Answer>(Object.entries(BUILT_IN));
  const requests: SiteRequest[] = [];
  const arrivals = new EventEmitter();
  let beginning = '';

  const server = createServer(async (incoming, response) => {
    const path = incoming.url?.split('?')[0] ?? '/';
    const request = { method: incoming.method ?? 'GET', path, headers: incoming.headers };
    incoming.resume();
    requests.push(request);
    arrivals.emit('request');
    const { until, ...answer } = answers.get(path)?.(request) ?? { status: 404, body: 'not here' };
    await until;
    send(response, beginning ? begun(answer, beginning) : answer, incoming.headers);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    serve(path, answer) {
      answers.set(
        path,
        typeof answer === 'function' ? answer : () => (typeof answer === 'string' ? html(answer) : answer),
      );
    },
    hold(path) {
      let release = () => {};
      const until = new Promise<void>((resolve) => {
        release = resolve;
      });
      answers.set(path, () => ({ until, body: '{}' }));
      return release;
    },
    begin(markup) {
      beginning += markup;
    },
    async waitForRequest(path) {
      for (;;) {
        const found = requests.find((request) => request.path === path);
        if (found) return found;
        await once(arrivals, 'request');
      }
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Returns the response of a page. */
export function html(body: string, headers: Record<string, string> = {}): Answer {
  return { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** Returns the same document with this markup before all of its own. */
function begun(answer: Answer, markup: string): Answer {
  if (!answer.headers?.['content-type']?.startsWith('text/html')) return answer;
  return {
    ...answer,
    body: String(answer.body).replace(/^(<!doctype html>)?(<html[^>]*>)?(<head>)?/i, `$&${markup}`),
  };
}

function send(
  response: ServerResponse,
  { status = 200, headers = {}, body = '' }: Answer,
  asked: IncomingHttpHeaders,
) {
  response.writeHead(status, {
    'cache-control': 'no-store',
    // Pages of other origins may call the API, also with our headers.
    'access-control-allow-origin': asked.origin ?? '*',
    'access-control-allow-headers': asked['access-control-request-headers'] ?? '',
    'timing-allow-origin': '*',
    ...headers,
  });
  response.end(body);
}
