import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { decode, type Log, type Metric, type Point, type Records, type Signal, type Span } from './otlp.js';

/** One export, as it came over the wire. */
export interface Export {
  signal: Signal;
  headers: IncomingHttpHeaders;
  bytes: number;
  records: Records;
}

/** What one test's pages have sent. */
export interface Collector extends Records {
  /** The endpoint for the pages. */
  url: string;
  exports: Export[];
  /** What arrived and was not OTLP/JSON to the letter, or was refused by the collector. */
  faults: string[];
  /**
   * Waits until `find` finds something in what has arrived, looking again with each export.
   *
   * @throws {Error} after `timeoutMillis`, with what did arrive
   */
  waitFor<T>(
    find: (records: Records) => T | undefined | false,
    what: string,
    timeoutMillis?: number,
  ): Promise<T>;
  waitForSpan(name: string | RegExp, matches?: (span: Span) => boolean): Promise<Span>;
  waitForEvent(name: string, matches?: (log: Log) => boolean): Promise<Log>;
  waitForPoint(
    metric: string,
    matches?: (point: Point, metric: Metric) => boolean,
  ): Promise<Point & { metric: Metric }>;
  close(): Promise<void>;
}

const TIMEOUT_MILLIS = 10_000;

/**
 * Stands before the real collector, hands every request on to it, and its answer back; what it accepted is decoded from
 * the bytes as the page sent them.
 *
 * @param upstream the real collector's address
 */
export async function recordBefore(upstream: string): Promise<Collector> {
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(100);
  const exports: Export[] = [];
  const faults: string[] = [];
  const received: Records = { spans: [], logs: [], metrics: [] };

  const server = createServer((request, response) => {
    forward(upstream, request, response)
      .then(({ body, status, answer }) => {
        if (request.method !== 'POST') return;
        const signal = request.url?.split('/').at(-1) as Signal;
        if (status !== 200) throw new Error(`${status}: ${answer}`);
        const records = decode(signal, body.toString('utf8'));
        exports.push({ signal, headers: request.headers, bytes: body.length, records });
        received.spans.push(...records.spans);
        received.logs.push(...records.logs);
        received.metrics.push(...records.metrics);
      })
      .catch((error: Error) => faults.push(`${request.method} ${request.url}: ${error.message}`))
      .finally(() => arrivals.emit('arrival'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const waitFor: Collector['waitFor'] = async (find, what, timeoutMillis = TIMEOUT_MILLIS) => {
    const timeout = AbortSignal.timeout(timeoutMillis);
    for (;;) {
      const found = find(received);
      if (found) return found;
      if (faults.length > 0)
        throw new Error(`Waiting for ${what}, but the collector got:\n${faults.join('\n')}`);
      await once(arrivals, 'arrival', { signal: timeout }).catch(() => {
        throw new Error(`No ${what} within ${timeoutMillis} ms. What did arrive:\n${summary(received)}`);
      });
    }
  };

  return {
    ...received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports,
    faults,
    waitFor,
    waitForSpan: (name, matches = () => true) =>
      waitFor(
        ({ spans }) =>
          spans.find(
            (span) => (name instanceof RegExp ? name.test(span.name) : span.name === name) && matches(span),
          ),
        `span ${name}`,
      ),
    waitForEvent: (name, matches = () => true) =>
      waitFor(({ logs }) => logs.find((log) => log.eventName === name && matches(log)), `event ${name}`),
    waitForPoint: (name, matches = () => true) =>
      waitFor(({ metrics }) => {
        for (const metric of metrics.filter((metric) => metric.name === name)) {
          const point = metric.points.find((point) => matches(point, metric));
          if (point) return { ...point, metric };
        }
        return undefined;
      }, `data point of ${name}`),
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

function summary({ spans, logs, metrics }: Records): string {
  const lines = [
    ...spans.map(({ kind, name, traceId, spanId, parentSpanId }) => {
      return `span ${kind} "${name}" ${traceId.slice(0, 6)}…/${spanId} parent ${parentSpanId ?? 'none'}`;
    }),
    ...logs.map(
      ({ eventName, attributes }) => `event ${eventName} ${JSON.stringify(attributes).slice(0, 200)}`,
    ),
    ...metrics.map(({ kind, name, points }) => `${kind} ${name}: ${points.length} points`),
  ];
  return lines.length > 0 ? lines.join('\n') : '(nothing)';
}
