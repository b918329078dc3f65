import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What happens to this case's requests: routes of one case talk to each other by it. */
  moments: Moments;
}

/** Things that happen in a case; each is waited for once. */
export interface Moments {
  happened(what: string): void;
  /** Settles when it happens, or has and nobody has waited for it. */
  waitFor(what: string): Promise<void>;
}

/** What a patch is there to add. */
export const TRACE_HEADERS = ['traceparent', 'tracestate', 'baggage'];
/** What a browser draws anew for each form. */
export const BOUNDARY = /----WebKitFormBoundary\w{16}/g;

type Route = (asked: Asked, reply: ServerResponse) => unknown;

/** The smallest WebAssembly module there is. */
const WASM = Buffer.from('0061736d01000000', 'hex');

const text = (status: number, headers: Record<string, string> = {}, body = ''): Route => {
  return (_, reply) => reply.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body);
};

/** A client that takes nothing for this long takes no more. */
const BLOCKED_MILLIS = 300;

/** Until the client has taken what was written, or has gone. */
async function drained(reply: ServerResponse, onBlocked: () => void): Promise<void> {
  const timer = setTimeout(onBlocked, BLOCKED_MILLIS);
  await new Promise<void>((resolve) => {
    const done = () => {
      reply.off('drain', done).off('close', done);
      resolve();
    };
    reply.on('drain', done).on('close', done);
  });
  clearTimeout(timer);
}

/** What the conformance server answers, by the last part of the path. */
export const ROUTES: Record<string, Route> = {
  /** Tells the request, but for what the patch is there to add. */
  echo({ method, headers, body }, reply) {
    const told = Object.entries(headers)
      .filter(([name]) => !TRACE_HEADERS.includes(name))
      .sort();
    reply.setHeader('content-type', 'application/json');
    reply.setHeader('x-answer', 'echo');
    // A form's boundary is drawn anew each time.
    const answer = JSON.stringify({ method, headers: told, body: body.toString('latin1') });
    reply.end(answer.replace(BOUNDARY, 'boundary'));
  },
  /** What the comparison leaves out elsewhere. */
  'tell-traceparent': ({ headers }, reply) => reply.end(`${headers.traceparent} ${headers.tracestate}`),
  /** Its headers' names as they came over the wire. */
  'tell-spelling': (_, reply) => {
    const names = reply.req.rawHeaders.filter((_name, index) => index % 2 === 0);
    reply.end(JSON.stringify(names.filter((name) => !TRACE_HEADERS.includes(name.toLowerCase())).sort()));
  },
  noted({ moments }, reply) {
    moments.happened('noted');
    reply.end();
  },
  text: text(200, {}, 'hello'),
  created: text(201, { 'x-multi': 'a, b' }, 'made'),
  empty: (_, reply) => reply.writeHead(204).end(),
  failing: text(503, { 'retry-after': '3' }, 'not now'),
  missing: text(404, {}, 'not here'),
  json: text(200, { 'content-type': 'application/json' }, '{"ok":true}'),
  xml: text(200, { 'content-type': 'application/xml' }, '<a><b>1</b></a>'),
  bytes: (_, reply) =>
    reply.writeHead(200, { 'content-type': 'application/octet-stream' }).end(Buffer.from([0, 255, 7])),
  /** 304 to who knows the version, whom the app asks for by itself. */
  versioned({ headers }, reply) {
    reply.setHeader('etag', '"v1"');
    if (headers['if-none-match'] === '"v1"') reply.writeHead(304).end();
    else reply.end('version 1');
  },
  redirect({ query }, reply) {
    reply.writeHead(Number(query.get('status') ?? 302), { location: query.get('to') ?? 'echo' }).end();
  },
  cached: (_, reply) => reply.writeHead(200, { 'cache-control': 'max-age=600', etag: '"v1"' }).end('cached'),
  /** Of other origins, only what needs no preflight: an answer to one allows nothing. */
  strict: text(200, {}, 'simple'),
  /** No CORS headers: only its own pages may read it. */
  denied: text(200, { 'x-cors': 'none' }, 'secret'),
  /** A network error: no browser takes such an answer. One that breaks off, it would ask for again by itself. */
  broken: (_, reply) =>
    reply.socket?.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'),
  /** The connection breaks in the body. */
  'broken-body': (_, reply) => {
    reply.writeHead(200, { 'content-length': '100' });
    reply.write('first', () => reply.destroy());
  },
  /** Never answers. `when?it=held` tells that it was asked, `when?it=closed` that the client has gone. */
  hold({ moments }, reply) {
    reply.on('close', () => moments.happened('closed'));
    moments.happened('held');
  },
  /** The first half of an answer; the second at `release`. */
  async halves({ moments }, reply) {
    reply.on('close', () => moments.happened('closed'));
    // Unsniffed, since a sniffing browser waits for more before it tells the headers.
    reply.writeHead(200, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' });
    reply.write('first ');
    await moments.waitFor('released');
    reply.end('second');
  },
  async release({ moments }, reply) {
    moments.happened('released');
    reply.end('done');
  },
  async when({ moments, query }, reply) {
    await moments.waitFor(query.get('it') ?? '');
    reply.end('so it is');
  },
  /** As many 64 KiB chunks as the client takes, or `chunks` of them. */
  async endless({ moments, query }, reply) {
    let isOpen = true;
    reply.on('close', () => {
      isOpen = false;
      moments.happened('closed');
    });
    reply.writeHead(200, { 'content-type': 'application/octet-stream' });
    const chunk = Buffer.alloc(65_536, 'x');
    const limit = Number(query.get('chunks') ?? Number.POSITIVE_INFINITY);
    for (let sent = 0; isOpen && sent < limit; sent += 1) {
      if (reply.write(chunk)) await setImmediate();
      else await drained(reply, () => moments.happened('blocked'));
    }
    reply.end();
  },
  /** Server-sent events, two and the end. */
  events(_, reply) {
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.write('event: price\ndata: 1\n\n');
    reply.end('data: 2\n\n');
  },
  /** The same, but stays open. */
  'open-events': ({ moments }, reply) => {
    reply.on('close', () => moments.happened('closed'));
    reply.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  },
  wasm: (_, reply) => reply.writeHead(200, { 'content-type': 'application/wasm' }).end(WASM),
  /** 103 before the answer. */
  hinted: (_, reply) => {
    reply.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
    reply.writeHead(200, { 'content-type': 'text/plain' }).end('after hints');
  },
  graphql: text(200, { 'content-type': 'application/json' }, '{"data":{"movie":{"id":"7"}}}'),
};
