// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { rewriteJson } from '../otlp/rewrite-json.mjs';
import { rewriteProtobuf } from '../otlp/rewrite-protobuf.mjs';
import { createSymbolicator } from '../symbolicate/symbolicator.mjs';
import { createForwarder } from './forward.mjs';
import { readLimited } from './read-limited.mjs';
import { refuse } from './unavailable.mjs';

const unpack = promisify(gunzip);
const pack = promisify(gzip);

const SIGNAL = /\/v1\/(logs|traces)(?:\?|$)/;
const MAX_REPORTS = 1_000;

/**
 * Starts an OTLP/HTTP pass-through. It answers with the backend's own answer: accepted records have been accepted by the
 * backend, so nothing is kept here that an outage or a restart could lose.
 *
 * @param {object} options
 * @param {string} options.maps the folder of maps
 * @param {string} options.forward the backend's base URL
 * @param {number} [options.port] 4319 by default; 0: any free one
 * @param {string} [options.host] 127.0.0.1 unless given
 * @param {number} [options.context] lines of source around the line that threw
 * @param {boolean} [options.isStructured] whether the lists that honeycombio's sourcemapprocessor reads are added
 * @param {number} [options.maxBytes] of maps in memory
 * @param {number} [options.maxMapBytes] of a map's file
 * @param {number} [options.maxBodyBytes] a larger body passes unread; 20 MiB unless given
 * @param {number} [options.maxPendingBytes] of all bodies at a time, above which requests are refused; 128 MiB unless given
 * @param {number} [options.timeoutMillis] for the backend's answer; 30,000 unless given
 * @param {(message: string) => void} [options.report] called once for each error
 */
export async function startServer({
  forward,
  port = 4319,
  host = '127.0.0.1',
  maxBodyBytes = 20 * 2 ** 20,
  maxPendingBytes = 128 * 2 ** 20,
  timeoutMillis = 30_000,
  report = () => {},
  ...options
}) {
  const reportOnce = eachOnce(report);
  const { symbolicate, mapBytes } = createSymbolicator({ ...options, report: reportOnce });
  const forwarder = createForwarder(new URL(forward), timeoutMillis);
  let pendingBytes = 0;

  const server = createServer(async (request, response) => {
    const type = String(request.headers['content-type'] ?? '')
      .split(';')[0]
      ?.trim()
      .toLowerCase();
    const isProtobuf = type === 'application/x-protobuf';
    const signal = /** @type {'logs' | 'traces' | undefined} */ (SIGNAL.exec(request.url ?? '')?.[1]);
    let own = 0;
    const count = (/** @type {number} */ bytes) => {
      own += bytes;
      pendingBytes += bytes;
    };
    try {
      if (pendingBytes > maxPendingBytes) {
        request.resume();
        return refuse(response, isProtobuf, 'too many requests wait for the backend');
      }
      const { body, isWhole } = await readLimited(request, maxBodyBytes, count);
      const isReadable = request.method === 'POST' && signal && (isProtobuf || type === 'application/json');
      const encoding = String(request.headers['content-encoding'] ?? 'identity')
        .trim()
        .toLowerCase();
      let result = body;
      if (isReadable && !isWhole) reportOnce(`a request of more than ${maxBodyBytes} bytes passes unread`);
      else if (isReadable && (encoding === 'gzip' || encoding === 'identity'))
        result = await rewrite(body, signal, { isProtobuf, isPacked: encoding === 'gzip', count });
      const answer = await forwarder.send(request, result, isWhole);
      forwarder.passBack(answer, response);
      await once(response, 'close');
    } catch (error) {
      if (response.headersSent) response.destroy();
      else if (!request.destroyed || request.complete) {
        reportOnce(
          `${forward} does not answer, senders are asked to wait: ${/** @type {Error} */ (error).message}`,
        );
        request.resume();
        refuse(response, isProtobuf, 'the backend does not answer');
      }
    } finally {
      pendingBytes -= own;
    }
  });

  /**
   * @param {Buffer} body
   * @param {'logs' | 'traces'} signal
   * @param {{ isProtobuf: boolean, isPacked: boolean, count: (bytes: number) => void }} how
   * @returns {Promise<Buffer>} the same body if it cannot be parsed or nothing changes
   */
  async function rewrite(body, signal, { isProtobuf, isPacked, count }) {
    try {
      const plain = isPacked ? await unpack(body, { maxOutputLength: maxBodyBytes }) : body;
      if (isPacked) count(plain.length);
      const changed = isProtobuf
        ? await rewriteProtobuf(signal, plain, symbolicate)
        : await rewriteJson(new TextDecoder('utf-8', { fatal: true }).decode(plain), symbolicate);
      if (changed === undefined) return body;
      return isPacked ? await pack(changed) : Buffer.from(changed);
    } catch (error) {
      reportOnce(`a request passes unread: ${/** @type {Error} */ (error).message.slice(0, 200)}`);
      return body;
    }
  }

  // A slow sender holds memory, so it has a minute.
  server.requestTimeout = 60_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    /** Returns the bytes of the maps in memory. */
    mapBytes,
    /** Stops, after it has answered current requests. */
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
      forwarder.close();
    },
  };
}

/** Each text once, up to so many. @param {(message: string) => void} report */
function eachOnce(report) {
  const reported = new Set();
  return (/** @type {string} */ message) => {
    if (reported.has(message) || reported.size >= MAX_REPORTS) return;
    reported.add(message);
    report(message);
  };
}
