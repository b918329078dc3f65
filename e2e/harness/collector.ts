import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createInbox, type Inbox } from './inbox.js';
import { decode, type Records, type Signal } from './otlp.js';

/** One export, as it came over the wire. */
export interface Export {
  signal: Signal;
  headers: IncomingHttpHeaders;
  bytes: number;
  /** Unpacked. */
  body: string;
  records: Records;
}

/** What one test's pages have sent. Its faults: what was not OTLP/JSON to the letter, or was refused by the collector. */
export interface Collector extends Inbox {
  /** The endpoint for the pages. */
  url: string;
  exports: Export[];
  close(): Promise<void>;
}

/**
 * Stands before the real collector, hands every request on to it, and its answer back; what it accepted is decoded from
 * the bytes as the page sent them.
 *
 * @param upstream the real collector's address
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

/** Sends a request on as it is, and answers it with what comes back. */
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
