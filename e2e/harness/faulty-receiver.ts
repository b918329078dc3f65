import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createInbox, type Inbox } from './inbox.js';
import { decode, type Records, type Signal } from './otlp.js';
import { passOn } from './receiver-pass-on.js';

/** An export request, of which only the headers are known. */
export interface Announced {
  signal: Signal;
  headers: IncomingHttpHeaders;
  /** Size on the wire. */
  bytes: number;
}

/** An export request that was received completely, accepted or not. */
export interface Attempt extends Announced {
  records: Records;
  /** Uncompressed. */
  bodyBytes: number;
  wasTaken: boolean;
}

/** How an export request is handled. */
export interface Reaction {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  /** @default '{}' */
  body?: string;
  /** Whether its records are kept. @default for a status of 200 */
  isTaken?: boolean;
  /** The response is delayed until this settles. */
  until?: Promise<unknown>;
  /** Resets the connection instead of a response, before or after the body is read. */
  reset?: 'before the body' | 'after the body';
}

/** An OTLP receiver that fails on demand; its inbox has the accepted records. */
export interface FaultyReceiver extends Inbox {
  url: string;
  /** All received export requests in order, accepted or not. */
  attempts: Attempt[];
  /** Number of connections, including those that were reset. */
  arrivals: Announced[];
  preflights: IncomingHttpHeaders[];
  /** Maximum number of concurrent export requests of a signal. */
  peakInFlight: Record<Signal, number>;
  /** Sets the handling of later requests. @default all are accepted */
  react(reaction: Reaction | ((announced: Announced) => Reaction)): void;
  /** Sets the status of later preflights. @default 204 */
  refusePreflights(isRefused: boolean): void;
  /** Waits until this number of received requests match. */
  waitForArrivals(count: number, matches?: (announced: Announced) => boolean): Promise<Announced[]>;
  /** Closes the port. */
  goDown(): Promise<void>;
  /** Opens the same one again. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

const TIMEOUT_MILLIS = 15_000;

/**
 * Starts a receiver on a free port.
 *
 * @param site URL to which all other requests are forwarded, so that the receiver's own origin has pages
 * @param accept receives accepted bodies instead of the inbox, since decoding a hundred thousand spans is slow
 */
export async function startFaultyReceiver({
  site,
  accept,
}: {
  site?: string;
  accept?: (signal: Signal, body: Buffer) => void;
} = {}): Promise<FaultyReceiver> {
  const inbox = createInbox();
  const changes = new EventEmitter();
  const attempts: Attempt[] = [];
  const arrivals: Announced[] = [];
  const preflights: IncomingHttpHeaders[] = [];
  const inFlight: Record<Signal, number> = { traces: 0, logs: 0, metrics: 0 };
  const peakInFlight = { ...inFlight };
  let react: (announced: Announced) => Reaction = () => ({});
  let isPreflightRefused = false;

  const receive = async (signal: Signal, request: IncomingMessage, response: ServerResponse) => {
    const announced = {
      signal,
      headers: request.headers,
      bytes: Number(request.headers['content-length']),
    };
    const reaction = react(announced);
    arrivals.push(announced);
    changes.emit('change');
    if (reaction.reset === 'before the body') {
      request.socket.resetAndDestroy();
      return;
    }
    const sent = Buffer.concat(await request.toArray());
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const { status = 200, isTaken = status === 200 && !reaction.reset } = reaction;
    if (accept) {
      if (isTaken) accept(signal, body);
    } else {
      const records = decode(signal, body.toString('utf8'));
      attempts.push({ ...announced, records, bodyBytes: body.length, wasTaken: isTaken });
      if (isTaken) inbox.add(records);
    }
    await reaction.until;
    if (reaction.reset) request.socket.resetAndDestroy();
    else
      response
        .writeHead(status, { 'content-type': 'application/json', ...reaction.headers })
        .end(reaction.body ?? '{}');
  };

  const server = createServer(async (request, response) => {
    const signal = /\/v1\/(traces|logs|metrics)$/.exec(request.url ?? '')?.[1] as Signal | undefined;
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-expose-headers', 'retry-after');
    response.setHeader('cache-control', 'no-store');
    try {
      if (!signal) await passOn(site, request, response);
      else if (request.method === 'OPTIONS') {
        preflights.push(request.headers);
        response
          .setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '')
          .setHeader('access-control-max-age', '7200')
          .writeHead(isPreflightRefused ? 403 : 204)
          .end();
        changes.emit('change');
      } else {
        inFlight[signal]++;
        peakInFlight[signal] = Math.max(peakInFlight[signal], inFlight[signal]);
        response.on('close', () => inFlight[signal]--);
        await receive(signal, request, response);
      }
    } catch (error) {
      // A page that is closed within a request is no fault.
      if (!request.socket.destroyed)
        inbox.fault(`${request.method} ${request.url}: ${(error as Error).message}`);
      response.destroy();
    }
  });
  // On a reused connection the browser itself repeats a request that was reset, without the page's knowledge.
  server.maxRequestsPerSocket = 1;
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const goDown = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const port = await listen(0);

  return {
    ...inbox,
    url: `http://127.0.0.1:${port}`,
    attempts,
    arrivals,
    preflights,
    peakInFlight,
    react(reaction) {
      react = typeof reaction === 'function' ? reaction : () => reaction;
    },
    refusePreflights(isRefused) {
      isPreflightRefused = isRefused;
    },
    async waitForArrivals(count, matches = () => true) {
      const timeout = AbortSignal.timeout(TIMEOUT_MILLIS);
      for (;;) {
        const found = arrivals.filter(matches);
        if (found.length >= count) return found;
        await once(changes, 'change', { signal: timeout }).catch(() => {
          throw new Error(`${found.length} of ${count} exports within ${TIMEOUT_MILLIS} ms`);
        });
      }
    },
    goDown,
    comeBack: async () => void (await listen(port)),
    close: goDown,
  };
}
