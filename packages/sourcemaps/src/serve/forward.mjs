// @ts-check
import http from 'node:http';
import https from 'node:https';

/** Headers of one connection only (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1), and those that are set again. */
const OF_CONNECTION = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Forwards requests to one backend. The destination is fixed: only a request's path is used.
 *
 * @param {URL} target
 * @param {number} timeoutMillis for the backend's answer
 */
export function createForwarder(target, timeoutMillis) {
  const { Agent, request: open } = target.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, timeout: timeoutMillis });
  const prefix = target.pathname.replace(/\/$/, '');

  /**
   * @param {import('node:http').IncomingMessage} incoming
   * @param {Buffer} body what has been read of the body, or stands for it
   * @param {boolean} isWhole otherwise the rest of the incoming body follows
   * @returns {Promise<import('node:http').IncomingMessage>} the backend's answer
   */
  const send = (incoming, body, isWhole, isRepeated = false) =>
    new Promise((resolve, reject) => {
      const headers = headersOf(incoming.headers);
      if (isWhole && (body.length > 0 || incoming.method === 'POST'))
        headers['content-length'] = String(body.length);
      const outgoing = open({
        agent: isRepeated ? false : agent,
        protocol: target.protocol,
        hostname: target.hostname.replace(/^\[|\]$/g, ''),
        port: target.port,
        ...(target.username && {
          auth: `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`,
        }),
        method: incoming.method,
        path: prefix + pathOf(incoming.url),
        headers,
        timeout: timeoutMillis,
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${timeoutMillis} ms`)));
      outgoing.on('response', resolve);
      outgoing.on('error', (error) => {
        // The backend has closed a kept-alive connection just when it was reused.
        if (
          outgoing.reusedSocket &&
          isWhole &&
          !isRepeated &&
          /** @type {any} */ (error).code === 'ECONNRESET'
        )
          send(incoming, body, true, true).then(resolve, reject);
        else reject(error);
      });
      // A sender that has disconnected gets no answer, and sends its records again.
      incoming.on('error', () => outgoing.destroy());
      if (isWhole) outgoing.end(body);
      else {
        outgoing.write(body);
        incoming.pipe(outgoing);
      }
    });

  return {
    send,
    /** @param {import('node:http').IncomingMessage} answer @param {import('node:http').ServerResponse} response */
    passBack(answer, response) {
      response.writeHead(answer.statusCode ?? 502, {
        ...headersOf(answer.headers),
        ...lengthOf(answer.headers),
      });
      answer.on('error', () => response.destroy());
      answer.on('aborted', () => response.destroy());
      answer.pipe(response);
    },
    close: () => agent.destroy(),
  };
}

/** @param {string | undefined} url a path, or a whole URL as proxies are asked */
function pathOf(url = '/') {
  const path = url.replace(/^[a-z][\w+.-]*:\/\/[^/]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** @param {import('node:http').IncomingHttpHeaders} headers @returns {Record<string, string | string[]>} */
function headersOf(headers) {
  const named = new Set(
    String(headers.connection ?? '')
      .toLowerCase()
      .split(/\s*,\s*/),
  );
  return /** @type {Record<string, string | string[]>} */ (
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => !OF_CONNECTION.has(name) && !named.has(name)),
    )
  );
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
const lengthOf = (headers) =>
  headers['content-length'] ? { 'content-length': headers['content-length'] } : {};
