// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as open } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProtobufDecoder } from '../../../../collector/decode-protobuf.mjs';
import { logsRequest, makeError, tracesRequest } from '../sample-error.mjs';
import { startServer } from './start-server.mjs';

const PROTO = fileURLToPath(new URL('../../../../collector/proto/', import.meta.url));
const root = new protobuf.Root();
root.resolvePath = (_, target) => PROTO + target;
root.loadSync('opentelemetry/proto/collector/logs/v1/logs_service.proto');
const logsType = root.lookupType('opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest');
const decode = createProtobufDecoder();

/** @typedef {{ url: string, headers: import('node:http').IncomingHttpHeaders, body: Buffer, method: string }} Received */

/** Starts a backend that keeps its requests, and answers as configured. */
async function startBackend() {
  const state = {
    received: /** @type {Received[]} */ ([]),
    answer: /** @type {(response: import('node:http').ServerResponse) => void} */ (
      (response) => response.setHeader('content-type', 'application/json').end('{}')
    ),
  };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray().catch(() => []));
    state.received.push({
      url: String(request.url),
      headers: request.headers,
      body,
      method: String(request.method),
    });
    state.answer(response);
  });
  const listen = async (port = 0) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  };
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const port = await listen();
  return { state, url: `http://127.0.0.1:${port}`, port, listen, close, isListening: () => server.listening };
}

/** @type {Awaited<ReturnType<typeof makeError>>} */
let error;
/** @type {Awaited<ReturnType<typeof startBackend>>} */
let backend;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {string[]} */
let reports;
/** @param {object} [options] */
const start = async (options = {}) => {
  reports = [];
  server = await startServer({
    maps: error.maps,
    forward: backend.url,
    port: 0,
    report: (message) => void reports.push(message),
    ...options,
  });
};
beforeEach(async () => {
  [error, backend] = await Promise.all([makeError(), startBackend()]);
  await start();
});
afterEach(async () => {
  await server.close();
  if (backend.isListening()) await backend.close();
  await error.remove();
});

/** @param {any} body @param {Record<string, string>} [headers] @param {string} [path] */
const post = (body, headers = {}, path = '/v1/logs') =>
  fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const stackIn = (/** @type {any} */ request) =>
  request.resourceLogs[0].scopeLogs[0].logRecords[0].attributes.find(
    (/** @type {any} */ one) => one.key === 'exception.stacktrace',
  ).value.stringValue;
const readable = () => error.readable['exception.stacktrace'];

describe('what the backend gets', () => {
  it('is readable: JSON', async () => {
    const response = await post(JSON.stringify(logsRequest(error.attributes)), {
      authorization: 'Bearer x',
      'x-key': '1',
    });
    expect([response.status, await response.text()]).toEqual([200, '{}']);
    const [got] = backend.state.received;
    expect(stackIn(JSON.parse(String(got?.body)))).toBe(readable());
    expect(got?.headers).toMatchObject({
      authorization: 'Bearer x',
      'x-key': '1',
      host: backend.url.slice(7),
    });
    expect(got?.url).toBe('/v1/logs');
  });

  it('is readable: JSON with gzip, events of spans', async () => {
    await post(
      gzipSync(JSON.stringify(tracesRequest(error.attributes))),
      { 'content-encoding': 'gzip' },
      '/v1/traces',
    );
    const [got] = backend.state.received;
    expect(got?.headers['content-encoding']).toBe('gzip');
    expect(String(gunzipSync(got?.body ?? Buffer.alloc(0)))).toContain('priceOf (src/cart.ts:4:39)');
  });

  it.each([false, true])('is readable: Protocol Buffers, gzip %s', async (isPacked) => {
    const bytes = Buffer.from(logsType.encode(logsType.fromObject(logsRequest(error.attributes))).finish());
    const response = await post(isPacked ? gzipSync(bytes) : bytes, {
      'content-type': 'application/x-protobuf',
      ...(isPacked && { 'content-encoding': 'gzip' }),
    });
    expect(response.status).toBe(200);
    const body = backend.state.received[0]?.body ?? Buffer.alloc(0);
    expect(stackIn(decode('logs', isPacked ? gunzipSync(body) : body))).toBe(readable());
  });

  it.each([
    ['nothing to change', JSON.stringify(logsRequest({ a: 'b' })), {}, '/v1/logs'],
    ['no JSON', '{"a":', {}, '/v1/logs'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, '/v1/logs'],
    ['no gzip', Buffer.from('plain'), { 'content-encoding': 'gzip' }, '/v1/traces'],
    ['another encoding', Buffer.from('???'), { 'content-encoding': 'zstd' }, '/v1/traces'],
    ['another type', '<a/>', { 'content-type': 'text/xml' }, '/v1/logs'],
    ['no message', Buffer.from([255, 255]), { 'content-type': 'application/x-protobuf' }, '/v1/logs'],
    ['metrics', '{"resourceMetrics":[]}', {}, '/v1/metrics'],
    ['a path of its own', '{}', {}, '/tenant/1/v1/logs?a=b'],
  ])('is what was sent, to the byte: %s', async (_, body, headers, path) => {
    await post(body, headers, path);
    const [got] = backend.state.received;
    expect([got?.url, got?.body]).toEqual([path, Buffer.from(body)]);
  });

  it('is unchanged if it is too large to be read', async () => {
    await server.close();
    await start({ maxBodyBytes: 1_000 });
    const body = JSON.stringify(logsRequest({ ...error.attributes, more: 'x'.repeat(500_000) }));
    expect((await post(body)).status).toBe(200);
    expect(String(backend.state.received[0]?.body)).toBe(body);
    const bomb = gzipSync(body);
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(200);
    expect(backend.state.received[1]?.body).toEqual(bomb);
    expect(reports.length).toBeGreaterThan(0);
  });

  it('arrives below the backend’s own path, whatever host a request names', async () => {
    await server.close();
    await start({ forward: `${backend.url}/otlp/` });
    const { port, hostname } = new URL(server.url);
    for (const path of ['/v1/logs', 'http://evil.example/v1/logs', '//evil.example/v1/logs']) {
      const request = open({
        hostname,
        port,
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      });
      request.end('{}');
      const [response] = await once(request, 'response');
      response.resume();
      expect(response.statusCode).toBe(200);
    }
    expect(backend.state.received.map(({ url }) => url)).toEqual([
      '/otlp/v1/logs',
      '/otlp/v1/logs',
      '/otlp//evil.example/v1/logs',
    ]);
  });

  it('may be a preflight of a page', async () => {
    backend.state.answer = (response) =>
      response.writeHead(204, { 'access-control-allow-origin': 'https://a.example' }).end();
    const response = await fetch(`${server.url}/v1/logs`, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example' },
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://a.example',
    ]);
    expect(backend.state.received[0]?.method).toBe('OPTIONS');
  });
});

describe('what the sender gets', () => {
  it.each([
    [429, { 'retry-after': '7' }, '{"code":8}'],
    [502, {}, ''],
    [503, { 'retry-after': 'Wed, 02 Dec 2026 07:28:00 GMT' }, '{"code":14}'],
    [504, {}, ''],
    [400, { 'content-type': 'application/json' }, '{"code":3,"message":"bad"}'],
    [
      200,
      { 'content-type': 'application/json' },
      '{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"x"}}',
    ],
  ])('is the backend’s own answer: %i %j', async (status, headers, text) => {
    backend.state.answer = (response) => response.writeHead(status, /** @type {any} */ (headers)).end(text);
    const response = await post(JSON.stringify(logsRequest(error.attributes)));
    expect([response.status, await response.text()]).toEqual([status, text]);
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
  });

  it('is 503 in an outage, so that the sender keeps its records; afterwards it is 200 again', async () => {
    await post('{}');
    await backend.close();
    const body = JSON.stringify(logsRequest(error.attributes));
    const response = await post(body);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toEqual({ code: 14, message: 'the backend does not answer' });
    const binary = await post(new Uint8Array([]), { 'content-type': 'application/x-protobuf' });
    const status = new Uint8Array(await binary.arrayBuffer());
    expect([binary.status, ...status.subarray(0, 3)]).toEqual([503, 8, 14, 18]);
    await backend.listen(backend.port);
    expect((await post(body)).status).toBe(200);
    expect(stackIn(JSON.parse(String(backend.state.received.at(-1)?.body)))).toBe(readable());
    expect(reports.filter((message) => message.includes('does not answer'))).toHaveLength(1);
  });

  it('is 503 if the backend hangs or disconnects', async () => {
    await server.close();
    await start({ timeoutMillis: 50 });
    backend.state.answer = () => {};
    expect((await post('{}')).status).toBe(503);
    backend.state.answer = (response) => void response.destroy();
    expect((await post('{}')).status).toBe(503);
  });

  it('is 503 if too many bytes are waiting: memory is bounded', async () => {
    await server.close();
    await start({ maxPendingBytes: 1_000 });
    /** @type {import('node:http').ServerResponse[]} */
    const held = [];
    /** @type {(value?: unknown) => void} */
    let arrived = () => {};
    const hasArrived = new Promise((resolve) => {
      arrived = resolve;
    });
    backend.state.answer = (response) => {
      held.push(response);
      arrived();
    };
    const first = post(JSON.stringify({ a: 'x'.repeat(2_000) }));
    await hasArrived;
    const second = await post('{}');
    expect([second.status, await second.json()]).toEqual([503, expect.objectContaining({ code: 14 })]);
    held[0]?.end('{}');
    expect((await first).status).toBe(200);
    backend.state.answer = (response) => response.end('{}');
    expect((await post('{}')).status).toBe(200);
  });

  it('survives a sender that disconnects within a request', async () => {
    const { port, hostname } = new URL(server.url);
    const request = open({
      hostname,
      port,
      path: '/v1/logs',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '1000' },
    });
    request.on('error', () => {});
    request.write('{');
    await new Promise((resolve) => void request.on('socket', (socket) => void socket.on('connect', resolve)));
    request.destroy();
    expect((await post('{}')).status).toBe(200);
  });
});

it('listens on loopback', () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('answers what has come before it stops', async () => {
  /** @type {(value: import('node:http').ServerResponse) => void} */
  let hold = () => {};
  const held = new Promise((resolve) => {
    hold = resolve;
  });
  backend.state.answer = hold;
  const response = post('{}');
  const waiting = /** @type {import('node:http').ServerResponse} */ (await held);
  const closed = server.close();
  waiting.end('{"partialSuccess":{}}');
  expect(await (await response).text()).toBe('{"partialSuccess":{}}');
  await closed;
  await start();
});

it('loses nothing that it has accepted when it is killed', async () => {
  const cli = fileURLToPath(new URL('../cli.mjs', import.meta.url));
  const launch = async (/** @type {string} */ port) => {
    const child = spawn(
      process.execPath,
      [cli, 'serve', '--maps', error.maps, '--forward', backend.url, '--port', port],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [text] = await once(child.stdout, 'data');
    return { child, url: String(text).split(' ')[0] ?? '' };
  };
  const kill = async (/** @type {import('node:child_process').ChildProcess} */ child) => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  let running = await launch('0');
  const port = new URL(running.url).port;
  const accepted = /** @type {number[]} */ ([]);
  const send = async (/** @type {number} */ number) => {
    // Like a sender: repeats until it is accepted.
    for (;;) {
      const response = await fetch(`${running.url}/v1/logs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ number }),
      }).catch(() => undefined);
      if (response?.status !== 200) continue;
      accepted.push(number);
      return;
    }
  };
  const all = Array.from({ length: 40 }, (_, number) => number);
  for (const number of all.slice(0, 10)) await send(number);
  const sending = Promise.all(all.slice(10).map(send));
  await kill(running.child);
  running = await launch(port);
  await sending;
  await kill(running.child);
  const got = new Set(backend.state.received.map(({ body }) => JSON.parse(String(body)).number));
  expect(accepted.filter((number) => !got.has(number))).toEqual([]);
  expect(accepted.sort((a, b) => a - b)).toEqual(all);
});
