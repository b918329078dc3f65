import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCollector, tracesOf } from './fixture.mjs';

let collector;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

const outcome = async (response) => [response.status, (await response.json()).message];

describe('a request made to keep the collector busy', () => {
  const tooMany = [413, 'the request has more than 100000 spans, attributes and the like'];

  it('of a million empty elements is refused before they are validated', async () => {
    const body = `{"resourceSpans":[${'{},'.repeat(999_999)}{}]}`;
    expect(await outcome(await collector.post('traces', body))).toEqual(tooMany);
  });

  it('of a million empty elements in protobuf too', async () => {
    const body = Buffer.alloc(2_000_000, Buffer.from([0x0a, 0x00]));
    const response = await collector.post('traces', body, { 'content-type': 'application/x-protobuf' });
    expect(response.status).toBe(413);
    expect(await response.text()).toContain(tooMany[1]);
  });

  it('of very many invalid spans is refused at the first one', async () => {
    const spans = Array.from({ length: 99_000 }, () => ({ name: '' }));
    const [status, message] = await outcome(await collector.post('traces', tracesOf(...spans)));
    expect(status).toBe(400);
    expect(message).toMatch(
      /^resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[0\]\.traceId: .+\(and 4 more in it\)$/,
    );
  });
});

it('refuses JSON in another charset than UTF-8', async () => {
  const contentType = 'application/json; charset="utf-16"';
  const response = await collector.post('traces', Buffer.from('{}', 'utf16le'), {
    'content-type': contentType,
  });
  expect(await outcome(response)).toEqual([415, 'charset "utf-16" is not supported: send utf-8']);
});

describe('the live view', () => {
  /** fetch() sets the Host itself. */
  const ask = (path, host, method = 'GET') =>
    new Promise((resolve, reject) => {
      const request = httpRequest(collector.url + path, { method, headers: { host } }, async (response) => {
        const isStream = response.headers['content-type'] === 'text/event-stream';
        resolve({ status: response.statusCode, body: isStream ? '' : await text(response) });
        if (isStream) request.destroy();
      });
      request.on('error', reject).end();
    });

  it.each([
    ['/live', 'GET'],
    ['/live', 'DELETE'],
    ['/', 'GET'],
  ])('%s refuses %s under a name that is not this machine’s', async (path, method) => {
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:4318',
      '10.0.0.1',
    ]) {
      expect((await ask(path, host, method)).status).toBe(421);
    }
  });

  it.each([['127.0.0.1:4318'], ['localhost:4318'], ['shop.localhost'], ['[::1]:4318']])(
    'answers to %s',
    async (host) => {
      expect((await ask('/live', host)).status).toBe(200);
    },
  );
});
