import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Origin } from './case.js';
import { BOUNDARY, type Moments, ROUTES, TRACE_HEADERS } from './routes.js';
import { selfSigned } from './self-signed.js';

/** A request as it came over the wire, but for the headers that a patch is there to add. */
export interface Seen {
  origin: Origin;
  method: string;
  path: string;
  /** Sorted, in lower case: on the wire their order is that of a hash table, which any header more changes. */
  headers: [name: string, value: string][];
  body: string;
  /** Whether a trace header came along. */
  isTraced: boolean;
}

export interface ConformanceServer {
  origins: Record<Origin, string>;
  /** Serves a page or a script on the own origin. */
  serve(path: string, contentType: string, content: string): void;
  /** Forgets what was seen. */
  startRun(): void;
  /** The requests of one case so far, in their order. */
  seen(caseId: string): Seen[];
  close(): Promise<void>;
}

/** Starts one: four origins that share what they see. Requests of a case go to `/c/<case>/<route>`. */
export async function startServer(): Promise<ConformanceServer> {
  const files = new Map<string, { contentType: string; content: string }>();
  let seen = new Map<string, Seen[]>();
  let moments = new Map<string, Moments>();

  const answer = async (origin: Origin, incoming: IncomingMessage, reply: ServerResponse) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    const { method = 'GET', headers } = incoming;
    reply.sendDate = false;
    reply.setHeader('cache-control', 'no-store');
    const [, folder, caseId = '', route = ''] = pathname.split('/');
    if (folder !== 'c') {
      incoming.resume();
      const file = files.get(pathname);
      reply.writeHead(file ? 200 : 404, { 'content-type': file?.contentType ?? 'text/plain' });
      reply.end(file?.content);
      return;
    }
    const list = seen.get(caseId) ?? [];
    seen.set(caseId, list);
    const request: Seen = { origin, method, path: incoming.url ?? '', ...readHeaders(incoming), body: '' };
    list.push(request);
    if (origin !== 'own' && route !== 'denied') allow(incoming, reply, route !== 'strict');
    if (method === 'OPTIONS' && origin !== 'own') return reply.writeHead(204).end();
    const body = await buffer(incoming).catch(() => Buffer.from('(broken off)'));
    request.body = body.toString('latin1').replace(BOUNDARY, 'boundary');
    const own = moments.get(caseId) ?? createMoments();
    moments.set(caseId, own);
    const asked = { method, path: pathname, query: searchParams, headers, body, moments: own };
    return ROUTES[route]?.(asked, reply) ?? (reply.headersSent || reply.writableEnded);
  };

  const { key, cert } = selfSigned();
  const servers: Record<Origin, Server> = {
    own: createServer((incoming, reply) => answer('own', incoming, reply)),
    other: createServer((incoming, reply) => answer('other', incoming, reply)),
    listed: createServer((incoming, reply) => answer('listed', incoming, reply)),
    secure: createSecureServer({ key, cert }, (incoming, reply) =>
      // HTTP/2's compatibility API has all that is used here.
      answer('secure', incoming as unknown as IncomingMessage, reply as unknown as ServerResponse),
    ),
  };
  const origins = {} as Record<Origin, string>;
  for (const [name, server] of Object.entries(servers) as [Origin, Server][]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    origins[name] = name === 'secure' ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  }

  return {
    origins,
    serve: (path, contentType, content) => files.set(path, { contentType, content }),
    startRun() {
      seen = new Map();
      moments = new Map();
    },
    seen: (caseId) => seen.get(caseId) ?? [],
    async close() {
      for (const server of Object.values(servers)) {
        server.close();
        (server as { closeAllConnections?(): void }).closeAllConnections?.();
      }
    },
  };
}

function readHeaders({ rawHeaders }: IncomingMessage): Pick<Seen, 'headers' | 'isTraced'> {
  const headers: Seen['headers'] = [];
  let isTraced = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    // HTTP/2's own begin with a colon.
    if (name.startsWith(':')) continue;
    if (TRACE_HEADERS.includes(name.toLowerCase())) isTraced = true;
    else headers.push([name.toLowerCase(), value.replace(BOUNDARY, 'boundary')]);
  }
  headers.sort(([one], [other]) => (one < other ? -1 : 1));
  return { headers, isTraced };
}

/** What CORS needs; for every method and header, or for simple requests alone. */
function allow({ headers }: IncomingMessage, reply: ServerResponse, withAll: boolean) {
  reply.setHeader('access-control-allow-origin', headers.origin ?? '*');
  reply.setHeader('access-control-allow-credentials', 'true');
  reply.setHeader('access-control-expose-headers', 'x-answer, x-multi');
  if (!withAll) return;
  reply.setHeader('access-control-allow-methods', headers['access-control-request-method'] ?? 'GET');
  const asked = headers['access-control-request-headers'];
  if (asked) reply.setHeader('access-control-allow-headers', asked);
}

function createMoments(): Moments {
  const past: string[] = [];
  const waiting: { what: string; go: () => void }[] = [];
  return {
    happened(what) {
      const index = waiting.findIndex((one) => one.what === what);
      if (index >= 0) waiting.splice(index, 1)[0]?.go();
      else past.push(what);
    },
    waitFor: (what) =>
      new Promise((go) => {
        const index = past.indexOf(what);
        if (index < 0) waiting.push({ what, go });
        else {
          past.splice(index, 1);
          go();
        }
      }),
  };
}
