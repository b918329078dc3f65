import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Answer, html } from '../../../harness/site.js';
import { folder } from './bundle.js';
import type { HostRequest } from './request.js';
import { ask, tunnel } from './upstream.js';

/** A response, which may arrive in pieces. */
export interface HostAnswer extends Answer {
  pieces?: readonly string[];
}

/** Answers a request, or returns undefined. A text is HTML, and an object is JSON, unless it is a response. */
export type Api = (request: HostRequest) => HostAnswer | string | object | undefined;

/** The neighbour's own site, with packages below `/npm/`. */
export interface HostSite {
  url: string;
  /** The requests of the visit in progress, without those for files. */
  requests: HostRequest[];
  page(path: string, text: string): void;
  script(path: string, code: string): void;
  answer(api: Api): void;
  /** Forwards requests that it cannot answer to another server. */
  passOn(upstream: string): void;
  /** Starts another visit, with otel-rum if options are given. */
  startVisit(options: Record<string, string> | undefined): void;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const RUM =
  process.env.OTEL_RUM_SCRIPT ?? fileURLToPath(new URL('../../../../dist/otel-rum.iife.js', import.meta.url));
const ROOTS = [join(folder, 'node_modules'), join(folder, '../../../node_modules')];

export async function startHost(): Promise<HostSite> {
  const pages = new Map<string, string>();
  const scripts = new Map<string, string>();
  const requests: HostRequest[] = [];
  let api: Api = () => undefined;
  let upstream: string | undefined;
  let options: Record<string, string> | undefined;

  const withRum = (text: string): Answer => {
    const data = Object.entries(options ?? {}).map(([name, value]) => `data-${name}='${value}'`);
    const tag = options ? `<script src="/otel-rum.iife.js" ${data.join(' ')}></script>` : '';
    return html(
      text.includes('<!--rum-->')
        ? text.replace('<!--rum-->', tag)
        : text.replace(/<head[^>]*>/, (head) => head + tag),
    );
  };
  const fileOf = (path: string): HostAnswer | undefined => {
    if (path === '/otel-rum.iife.js') return typed('.js', readFileSync(RUM));
    if (path === '/favicon.ico') return { status: 204 };
    if (path === '/the-end') return html('<!doctype html><title>The end</title>');
    const code = scripts.get(path);
    if (code !== undefined) return typed('.js', code);
    const page = pages.get(path);
    if (page !== undefined) return withRum(page);
    if (!path.startsWith('/npm/')) return undefined;
    const wanted = normalize(path.slice('/npm/'.length) + (path.endsWith('/') ? 'index.html' : ''));
    const file = ROOTS.map((one) => join(one, wanted)).find(
      (one) => existsSync(one) && statSync(one).isFile(),
    );
    if (!file) return undefined;
    const extension = extname(file);
    return extension === '.html' ? withRum(readFileSync(file, 'utf8')) : typed(extension, readFileSync(file));
  };

  const sockets = new Set<Duplex>();
  const server = createServer(async (incoming, response) => {
    const url = incoming.url ?? '/';
    const path = decodeURI(url.split('?')[0] ?? '/');
    const body = Buffer.concat(await incoming.toArray()).toString('utf8');
    const request = { method: incoming.method ?? 'GET', path, url, headers: incoming.headers, body };
    let answer: HostAnswer | undefined = fileOf(path);
    if (!answer) {
      requests.push(request);
      answer = toAnswer(api(request));
      if (!answer && upstream) answer = await ask(upstream, request, withRum);
    }
    // The same page for every path, as servers of single-page apps do.
    const app = pages.get('/*');
    if (!answer && app && request.headers.accept?.includes('text/html')) answer = withRum(app);
    const {
      status = 200,
      headers = {},
      body: sent = '',
      until,
      pieces = [],
    }: HostAnswer = answer ?? {
      status: 404,
      body: 'not here',
    };
    await until;
    response.writeHead(status, { 'cache-control': 'no-store', ...headers });
    for (const piece of pieces) {
      response.write(piece);
      // Each piece is sent in a packet of its own.
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    response.end(sent);
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket);
    if (upstream) tunnel(upstream, request, socket, head);
    else socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    page: (path, text) => pages.set(path, text),
    script: (path, code) => scripts.set(path, code),
    answer(next) {
      api = next;
    },
    passOn(next) {
      upstream = next;
    },
    startVisit(next) {
      options = next;
      requests.length = 0;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

function typed(extension: string, body: string | Buffer): Answer {
  return { headers: { 'content-type': TYPES[extension] ?? 'application/octet-stream' }, body };
}

function toAnswer(value: ReturnType<Api>): HostAnswer | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return html(value);
  if ('body' in value || 'status' in value || 'until' in value || 'pieces' in value)
    return value as HostAnswer;
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
