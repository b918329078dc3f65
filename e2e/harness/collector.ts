import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createInbox, type Inbox } from './inbox.js';
import { decode, type Records, type Signal } from './otlp.js';

/** An export request as received. */
export interface Export {
  signal: Signal;
  headers: IncomingHttpHeaders;
  bytes: number;
  /** Uncompressed. */
  body: string;
  records: Records;
}

/** What the pages of a test have sent. Faults are requests that are not strict OTLP/JSON, or that the collector refused. */
export interface Collector extends Inbox {
  /** Endpoint for the pages. */
  url: string;
  exports: Export[];
  close(): Promise<void>;
}

/**
 * Starts a proxy of the real collector, which forwards every request and its response; accepted requests are decoded from
 * the bytes that the page sent.
 *
 * @param upstream URL of the real collector
 */
export async function recordBefore(upstream: string): Promise<Collector> {
  const inbox = createInbox();
  const exports: Export[] = [];

  const server = createServer(async (request, response) => {
    try {
      const { body, status, answer } = await forward(upstream, request, response);
      if (request.method !== 'POST') return;
      if (status !== 200) throw new Error(`${status}: ${answer}`);
      const signal = request.url?.split('/').at(-1) as Signal;
      const text = body.toString('utf8');
      const records = decode(signal, text);
      exports.push({ signal, headers: request.headers, bytes: body.length, body: text, records });
      inbox.add(records);
    } catch (error) {
      inbox.fault(`${request.method} ${request.url}: ${(error as Error).message}`);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    ...inbox,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Forwards a request unchanged, and its response. */
async function forward(upstream: string, request: IncomingMessage, response: ServerResponse) {
  const sent = Buffer.concat(await request.toArray());
  const { host: _, connection: __, ...headers } = request.headers;
  const result = await fetch(`${upstream}${request.url}`, {
    method: request.method ?? 'GET',
    headers: new Headers(Object.entries(headers) as [string, string][]),
    body: sent.length > 0 ? sent : null,
  });
  const answer = await result.text();
  for (const [name, value] of result.headers) {
    if (!['connection', 'keep-alive', 'transfer-encoding', 'date'].includes(name))
      response.setHeader(name, value);
  }
  response.writeHead(result.status).end(answer);
  const body = headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
  return { body, status: result.status, answer };
}
