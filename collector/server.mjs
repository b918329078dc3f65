import { once } from 'node:events';
import { createServer } from 'node:http';
import { answerAccepted, answerError } from './answer.mjs';
import { corsHeaders, preflightHeaders } from './cors.mjs';
import { HttpError } from './http-error.mjs';
import { contentTypeOf, createIngest } from './ingest.mjs';
import { openJournal } from './journal.mjs';
import { createLiveFeed } from './live-feed.mjs';
import { isLoopbackHost } from './loopback-host.mjs';
import { trackOpenRequests } from './open-requests.mjs';
import { signals } from './signals.mjs';
import { sendViewFile } from './view-files.mjs';

const HOST = '127.0.0.1';
/** Maximum size of a body, as with gRPC receivers by default; batches of SDKs and Collectors are much smaller. */
const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024;

/**
 * Starts an OTLP/HTTP collector on this machine: it accepts traces, logs and metrics as JSON and as protobuf, writes
 * every accepted request as one line of `<dataDir>/{traces,logs,metrics}.jsonl`, in the format of the
 * OpenTelemetry Collector's file exporter, and shows them live at `/`. A request is answered once its line is written.
 *
 * @param {object} options
 * @param {number} [options.port] 0 takes any free one
 * @param {string} options.dataDir where the files go; made if it is missing
 * @param {(request: any) => Promise<unknown>} [options.prepare] changes a request before it is written down and shown
 * @param {number} [options.maxBodyBytes] the largest body taken, as sent and unpacked; 4 MiB unless given
 */
export async function startCollector({ port = 0, dataDir, prepare, maxBodyBytes = DEFAULT_MAX_BODY_BYTES }) {
  const journal = await openJournal(dataDir, Object.keys(signals));
  const ingest = createIngest(journal, maxBodyBytes, prepare);
  const feed = createLiveFeed();
  /** @type {Set<(accepted: import('./ingest.mjs').Accepted) => void>} */
  const listeners = new Set([feed.publish]);

  async function receive(signal, request, response) {
    for (const [name, value] of Object.entries(corsHeaders(request))) response.setHeader(name, value);
    if (request.method === 'OPTIONS') return void response.writeHead(204, preflightHeaders(request)).end();
    allowOnly(request, 'POST', 'OPTIONS');
    const accepted = await ingest(signal, request);
    for (const listener of listeners) notify(listener, accepted);
    answerAccepted(response, accepted.contentType);
  }

  async function route(request, response) {
    const [pathname] = request.url.split('?');
    const signal = /^\/v1\/(traces|logs|metrics)$/.exec(pathname)?.[1];
    if (signal) return receive(signal, request, response);
    if (!isLoopbackHost(request.headers.host)) {
      throw new HttpError(421, 'the live view is only available by the names of this machine');
    }
    if (pathname === '/live' && request.method === 'DELETE') {
      feed.clear();
      return void response.writeHead(204).end();
    }
    allowOnly(request, 'GET', 'HEAD');
    if (pathname === '/live') return feed.connect(request, response);
    await sendViewFile(pathname, response);
  }

  const server = createServer(async (request, response) => {
    try {
      await route(request, response);
    } catch (error) {
      // A client that has disconnected gets no response.
      const isGone = request.destroyed && !request.complete;
      if (!isGone) answerError(response, contentTypeOf(request), asHttpError(error));
    } finally {
      // The rest of a refused body is read, since otherwise the client would see a reset instead of the reason.
      request.resume();
    }
  });
  const openRequests = trackOpenRequests(server);
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `http://${HOST}:${address.port}`,
    port: address.port,

    /**
     * Calls the listener with every later request after it was written.
     *
     * @param {(accepted: import('./ingest.mjs').Accepted) => void} listener
     * @returns {() => void} stops it
     */
    onAccepted(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    /** Stops: writes and answers complete requests, disconnects live views, and frees the port. */
    async close() {
      const closed = once(server, 'close');
      server.close();
      feed.close();
      await openRequests.finish();
      server.closeAllConnections();
      await closed;
    },
  };
}

function allowOnly(request, ...methods) {
  if (methods.includes(request.method)) return;
  const allow = methods.join(', ');
  throw new HttpError(405, `${request.method} is not allowed here, only ${allow}`, { Allow: allow });
}

function asHttpError(error) {
  if (error instanceof HttpError) return error;
  console.error(error);
  return new HttpError(500, `the collector failed: ${error.message}`);
}

/** Ignores errors of a listener: the request was written, and is answered. */
function notify(listener, accepted) {
  try {
    listener(accepted);
  } catch (error) {
    console.error(error);
  }
}
