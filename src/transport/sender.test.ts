import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSender } from './sender.js';

/** Half of the browser's quota: the other half belongs to the app. */
const BUDGET = 32 * 1024;

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly raw: Buffer;
  readonly body: string;
}
type Respond = (response: ServerResponse, request: Received) => void;

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const stop of close.splice(0)) await stop();
  close = [];
});

/** Starts a collector on a free port with the test's answers. */
async function startCollector(respond: Respond = (response) => response.end('{}')) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers } = request;
    const raw = Buffer.concat(chunks);
    const whole = { method, url, headers, raw, body: raw.toString('utf8') };
    received.push(whole);
    respond(response, whole);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  close.push(stop);
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, stop };
}

function senderFor(endpoint: string, headers: Record<string, string> = {}, gzip = false) {
  const log = { warn: vi.fn(), debug: vi.fn() };
  return { log, ...createSender({ endpoint, headers, credentials: 'omit', gzip, log }) };
}

const answering =
  (status: number, headers: Record<string, string> = {}): Respond =>
  (response) =>
    response.writeHead(status, headers).end('{}');

describe('a request', () => {
  it("is a POST of JSON to the signal's path, with the app's headers", async () => {
    const { endpoint, received } = await startCollector();
    const sender = senderFor(endpoint, { 'X-Api-Key': 'k1' });
    expect(await sender.send({ signal: 'traces', body: '{"ä":"😀"}' }).result).toEqual({
      outcome: 'sent',
      rejected: 0,
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', url: '/v1/traces', body: '{"ä":"😀"}' });
    expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-api-key': 'k1' });
  });
});

describe('an answer', () => {
  it.each([200, 202, 204])('of %i means sent', async (status) => {
    const { endpoint } = await startCollector((response) => response.writeHead(status).end());
    expect(await senderFor(endpoint).send({ signal: 'logs', body: '{}' }).result).toEqual({
      outcome: 'sent',
      rejected: 0,
    });
  });

  it.each([429, 502, 503, 504])('of %i means to try again', async (status) => {
    const { endpoint } = await startCollector(answering(status));
    const result = await senderFor(endpoint).send({ signal: 'logs', body: '{}' }).result;
    expect(result).toEqual({ outcome: 'retry', status, afterMillis: undefined, isAnswerLost: false });
  });

  it.each([400, 401, 403, 404, 413, 415, 500, 501])('of %i is a refusal', async (status) => {
    const { endpoint } = await startCollector(answering(status));
    expect(await senderFor(endpoint).send({ signal: 'logs', body: '{}' }).result).toEqual({
      outcome: 'refused',
      status,
    });
  });

  it.each(['text/html; charset=utf-8', 'Text/HTML'])(
    'that is a web page (%s) means that no receiver has it, which is said once',
    async (type) => {
      const { endpoint } = await startCollector(answering(200, { 'Content-Type': type }));
      const sender = senderFor(endpoint);
      expect(await sender.send({ signal: 'logs', body: '{}' }).result).toMatchObject({
        outcome: 'retry',
        isAnswerLost: false,
      });
      expect(sender.log.warn).toHaveBeenCalledWith(expect.stringContaining(endpoint));
    },
  );

  it('that rejects some records counts as sent except for these, and is logged in debug mode', async () => {
    const body = '{"partialSuccess":{"rejectedSpans":"2","errorMessage":"too old"}}';
    const { endpoint } = await startCollector((response) => response.end(body));
    const sender = senderFor(endpoint);
    expect(await sender.send({ signal: 'traces', body: '{}' }).result).toEqual({
      outcome: 'sent',
      rejected: 2,
    });
    expect(sender.log.debug).toHaveBeenCalledWith(expect.stringContaining('traces'), body);
    expect(sender.log.warn).not.toHaveBeenCalled();
  });

  it('that never comes is a lost one: the records may have arrived', async () => {
    const { endpoint } = await startCollector((response) => response.destroy());
    const result = await senderFor(endpoint).send({ signal: 'metrics', body: '{}' }).result;
    expect(result).toEqual({ outcome: 'retry', afterMillis: undefined, isAnswerLost: true });
  });

  it('that never comes while the browser is offline is none of a receiver: the records have not arrived', async () => {
    const { endpoint, stop } = await startCollector();
    await stop();
    vi.stubGlobal('navigator', { onLine: false });
    expect(await senderFor(endpoint).send({ signal: 'metrics', body: '{}' }).result).toMatchObject({
      outcome: 'retry',
      isAnswerLost: false,
    });
  });

  it('without a collector is a retry, and does not reject', async () => {
    const { endpoint, stop } = await startCollector();
    await stop();
    expect(await senderFor(endpoint).send({ signal: 'traces', body: '{}' }).result).toMatchObject({
      outcome: 'retry',
    });
  });
});

describe('Retry-After', () => {
  const afterMillis = async (value: string) => {
    const { endpoint } = await startCollector(answering(503, { 'Retry-After': value }));
    const result = await senderFor(endpoint).send({ signal: 'traces', body: '{}' }).result;
    return result.outcome === 'retry' ? result.afterMillis : Number.NaN;
  };

  it('in seconds is read', async () => {
    expect(await afterMillis('7')).toBe(7_000);
    expect(await afterMillis('0')).toBe(0);
  });

  it('as a date is read', async () => {
    const wait = await afterMillis(new Date(Date.now() + 90_000).toUTCString());
    expect(wait).toBeGreaterThan(85_000);
    expect(wait).toBeLessThanOrEqual(90_000);
  });

  it('as a date that is past means now', async () => {
    expect(await afterMillis(new Date(Date.now() - 90_000).toUTCString())).toBe(0);
  });

  it('that is neither is passed over', async () => {
    expect(await afterMillis('soon')).toBeUndefined();
  });
});

const hide = () => vi.stubGlobal('document', { visibilityState: 'hidden' });

describe('the keepalive budget', () => {
  beforeEach(hide);

  it('is 0 in a browser that ignores keepalive', async () => {
    vi.resetModules();
    vi.stubGlobal('Request', class {});
    const { createSender } = await import('./sender.js');
    const log = { warn: vi.fn(), debug: vi.fn() };
    const endpoint = 'https://collector.example';
    const sender = createSender({ endpoint, headers: {}, credentials: 'omit', gzip: false, log });
    expect(sender.keepaliveRoom()).toBe(0);
  });

  /** Starts a collector that answers on demand: the head first, then the body. */
  async function startSlowCollector() {
    const responses: ServerResponse[] = [];
    const collector = await startCollector((response) => {
      responses.push(response);
    });
    return { ...collector, responses };
  }

  it('is taken while a request is in flight, in bytes of UTF-8, and given back at the end of its answer', async () => {
    const { endpoint, responses } = await startSlowCollector();
    const sender = senderFor(endpoint);
    expect(sender.keepaliveRoom()).toBe(BUDGET);
    const sent = sender.send({ signal: 'traces', body: '€'.repeat(1_000) }).result;
    expect(sender.keepaliveRoom()).toBe(BUDGET - 3_000);

    await vi.waitFor(() => expect(responses).toHaveLength(1));
    responses[0]?.writeHead(200, { 'Content-Type': 'application/json' }).write('{"partial');
    let isSettled = false;
    void sent.then(() => {
      isSettled = true;
    });
    // The head is here, the body is not: the browser still counts the request's bytes.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isSettled).toBe(false);
    expect(sender.keepaliveRoom()).toBe(BUDGET - 3_000);

    responses[0]?.end('Success":{}}');
    expect(await sent).toEqual({ outcome: 'sent', rejected: 0 });
    expect(sender.keepaliveRoom()).toBe(BUDGET);
  });

  it('is given back after a failure', async () => {
    const { endpoint } = await startCollector((response) => response.destroy());
    const sender = senderFor(endpoint);
    const sent = sender.send({ signal: 'traces', body: 'x'.repeat(500) }).result;
    expect(sender.keepaliveRoom()).toBe(BUDGET - 500);
    await sent;
    expect(sender.keepaliveRoom()).toBe(BUDGET);
  });

  it('leaves half of the browser’s 64 KiB to the app', async () => {
    const { endpoint } = await startCollector();
    expect(senderFor(endpoint).keepaliveRoom()).toBeLessThanOrEqual(65_536 / 2);
  });

  it('is not taken while the page is visible', async () => {
    vi.unstubAllGlobals();
    const { endpoint, responses } = await startSlowCollector();
    const sender = senderFor(endpoint);
    void sender.send({ signal: 'traces', body: 'x'.repeat(100) }).result;
    void sender.send({ signal: 'logs', body: 'x'.repeat(10_000) }).result;
    await vi.waitFor(() => expect(responses).toHaveLength(2));
    expect(sender.keepaliveRoom()).toBe(BUDGET);
  });

  it('is not taken by what has no room in it, which is sent all the same', async () => {
    const { endpoint, received } = await startCollector();
    const sender = senderFor(endpoint);
    const sent = sender.send({ signal: 'traces', body: 'x'.repeat(BUDGET + 1) }, true).result;
    expect(sender.keepaliveRoom()).toBe(BUDGET);
    expect(await sent).toEqual({ outcome: 'sent', rejected: 0 });
    expect(received[0]?.body).toHaveLength(BUDGET + 1);
  });
});

describe('gzip', () => {
  const body = JSON.stringify({ text: 'x'.repeat(9_000) });
  /** Returns the received body, decoded by its header. */
  const decoded = ({ headers, raw }: Received) =>
    (headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');

  it('makes bodies over 8 KiB smaller while the page lives, but not the first of a signal', async () => {
    const { endpoint, received } = await startCollector();
    const sender = senderFor(endpoint, {}, true);
    const small = JSON.stringify({ text: 'x'.repeat(8_000) });
    for (const text of [body, body, small]) await sender.send({ signal: 'traces', body: text }).result;
    await sender.send({ signal: 'traces', body }, true).result;
    await sender.send({ signal: 'logs', body }).result;
    expect(received.map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
      undefined,
      undefined,
      undefined,
    ]);
    expect(received.map(decoded)).toEqual([body, body, small, body, body]);
    expect(received[1]?.raw.length).toBeLessThan(body.length / 10);
  });

  it('is turned off if the collector does not accept it, and the same body is sent uncompressed', async () => {
    const { endpoint, received } = await startCollector((response, { headers }) =>
      response.writeHead(headers['content-encoding'] ? 415 : 200).end(),
    );
    const sender = senderFor(endpoint, {}, true);
    for (let batch = 0; batch < 3; batch++)
      expect(await sender.send({ signal: 'traces', body }).result).toMatchObject({ outcome: 'sent' });
    expect(received.map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
      undefined,
      undefined,
    ]);
    expect(decoded(received[2] as Received)).toBe(body);
  });
});

describe('takeBackInFlight()', () => {
  it('takes back requests that would end with the page: without keepalive, or being gzipped', async () => {
    const { endpoint } = await startCollector(() => {});
    const plain = senderFor(endpoint);
    const packing = senderFor(endpoint, {}, true);
    void packing.send({ signal: 'traces', body: '{}' });
    for (const sender of [plain, packing]) {
      const sending = sender.send({ signal: 'traces', body: 'x'.repeat(BUDGET) });
      expect(sending.takeBackInFlight()).toBe(true);
      expect(await sending.result).toMatchObject({ outcome: 'retry' });
      expect(sender.keepaliveRoom()).toBe(BUDGET);
    }
  });

  it('leaves what outlives the page, and what has been answered', async () => {
    const { endpoint } = await startCollector();
    const sender = senderFor(endpoint);
    const large = sender.send({ signal: 'traces', body: 'x'.repeat(BUDGET) });
    await large.result;
    expect(large.takeBackInFlight()).toBe(false);
    hide();
    const small = sender.send({ signal: 'traces', body: '{}' });
    expect(small.takeBackInFlight()).toBe(false);
    expect(await small.result).toMatchObject({ outcome: 'sent' });
  });

  it.each([
    [200, false],
    [400, false],
    [503, true],
  ])(
    'knows by the status %i alone, before the answer has been read, whether to: %s',
    async (status, isTaken) => {
      const { endpoint } = await startCollector((response) => response.writeHead(status).write('{"partial'));
      let answered = () => {};
      const headers = new Promise<void>((resolve) => {
        answered = resolve;
      });
      vi.spyOn(Response.prototype, 'text').mockImplementationOnce(function (this: Response) {
        answered();
        return new Promise(() => {});
      });
      const sending = senderFor(endpoint).send({ signal: 'traces', body: '{}' });
      await headers;
      expect(sending.takeBackInFlight()).toBe(isTaken);
    },
  );
});

describe('a redirect of the endpoint', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is a failure that is reported once, and is not followed',
    async (status) => {
      const target = await startCollector();
      const { endpoint, received } = await startCollector((response) =>
        response.writeHead(status, { Location: `${target.endpoint}/v1/logs` }).end(),
      );
      const sender = senderFor(endpoint);
      expect(await sender.send({ signal: 'logs', body: '{}' }).result).toEqual({
        outcome: 'retry',
        afterMillis: undefined,
        isAnswerLost: false,
      });
      expect(received).toHaveLength(1);
      expect(target.received).toEqual([]);
      expect(sender.log.warn).toHaveBeenCalledWith(expect.stringMatching(`${endpoint}.*redirect`));
    },
  );
});
