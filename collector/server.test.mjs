import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aSpan, startTestCollector, tracesOf } from './fixture.mjs';
import { startCollector } from './server.mjs';

let collector;
beforeAll(async () => {
  collector = await startTestCollector({ maxBodyBytes: 10_000 });
});
afterAll(() => collector.close());

describe('a request that is accepted', () => {
  it('is in the file, on a line of its own, before it is answered', async () => {
    const response = await collector.post('traces', tracesOf(aSpan({ name: 'first' })));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({});
    expect((await collector.written('traces')).at(-1)).toEqual(tracesOf(aSpan({ name: 'first' })));
  });

  it('may be gzipped', async () => {
    const body = gzipSync(JSON.stringify(tracesOf(aSpan({ name: 'packed' }))));
    const response = await collector.post('traces', body, { 'content-encoding': 'gzip' });
    expect(response.status).toBe(200);
    expect((await collector.written('traces')).at(-1)).toEqual(tracesOf(aSpan({ name: 'packed' })));
  });

  it('may name the charset of its JSON', async () => {
    const response = await collector.post('logs', {}, { 'content-type': 'Application/JSON; charset=utf-8' });
    expect(response.status).toBe(200);
  });

  it('is written to the file of its signal only', async () => {
    const before = await collector.written('traces');
    await collector.post('metrics', { resourceMetrics: [] });
    expect((await collector.written('metrics')).at(-1)).toEqual({ resourceMetrics: [] });
    expect(await collector.written('traces')).toEqual(before);
  });

  it('is passed to a listener with its size, until the listener is removed', async () => {
    const seen = [];
    const unsubscribe = collector.onAccepted((accepted) => seen.push(accepted));
    const json = JSON.stringify(tracesOf(aSpan(), aSpan()));
    const packed = gzipSync(json);
    await collector.post('traces', packed, { 'content-encoding': 'gzip' });
    unsubscribe();
    await collector.post('traces', tracesOf(aSpan()));
    expect(seen).toEqual([
      {
        signal: 'traces',
        request: tracesOf(aSpan(), aSpan()),
        records: 2,
        rawBytes: json.length,
        encodedBytes: packed.length,
        contentType: 'application/json',
        receivedAtMillis: expect.any(Number),
      },
    ]);
  });

  it('is answered even when a listener throws', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const unsubscribe = collector.onAccepted(() => {
      throw new Error('a bad listener');
    });
    expect((await collector.post('traces', tracesOf(aSpan()))).status).toBe(200);
    expect(complaint).toHaveBeenCalledOnce();
    unsubscribe();
    complaint.mockRestore();
  });
});

describe('a request that is refused', () => {
  const refused = async (response, status, reason) => {
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      code: expect.any(Number),
      message: expect.stringMatching(reason),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  };

  it('with 400 when it is not JSON', async () => {
    await refused(await collector.post('traces', '{"resourceSpans":'), 400, /not valid JSON/);
  });

  it('with 400 when it is not UTF-8', async () => {
    await refused(
      await collector.post('traces', Buffer.from('{"a":"\xff"}', 'latin1')),
      400,
      /not valid JSON/,
    );
  });

  it('with 400 and the position of the error when it is not OTLP', async () => {
    const reason = /^resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[1\]\.traceId: must be 32 hex digits/;
    await refused(await collector.post('traces', tracesOf(aSpan(), aSpan({ traceId: 'abc' }))), 400, reason);
  });

  it('with 400 when its gzip is incomplete or invalid', async () => {
    const gzip = { 'content-encoding': 'gzip' };
    const whole = gzipSync(JSON.stringify(tracesOf(aSpan())));
    await refused(await collector.post('traces', whole.subarray(0, -12), gzip), 400, /not valid gzip/);
    await refused(await collector.post('traces', '{}', gzip), 400, /not valid gzip/);
  });

  it('with 400 when it is nested too deeply', async () => {
    const depth = 3_000;
    const value = `${'{"arrayValue":{"values":['.repeat(depth)}{}${']}}'.repeat(depth)}`;
    const body = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${value}}]}]}]}`;
    const response = await startAndPost(body);
    expect([response.status, response.message]).toEqual([400, 'a value is nested too deeply']);
  });

  it('with 415 when its type or its encoding is not supported', async () => {
    await refused(
      await collector.post('traces', '{}', { 'content-type': 'text/plain' }),
      415,
      /"text\/plain"/,
    );
    await refused(await collector.post('traces', '{}', { 'content-encoding': 'br' }), 415, /"br"/);
  });

  it('with 413 when it is too large, as sent or uncompressed', async () => {
    const large = JSON.stringify(tracesOf(aSpan({ name: 'x'.repeat(20_000) })));
    await refused(await collector.post('traces', large), 413, /larger than 10000 bytes/);
    const packed = gzipSync(large);
    expect(packed.length).toBeLessThan(1_000);
    await refused(
      await collector.post('traces', packed, { 'content-encoding': 'gzip' }),
      413,
      /larger than 10000/,
    );
  });

  it('with 405 when it is no POST', async () => {
    const response = await fetch(`${collector.url}/v1/traces`);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    await refused(response, 405, /GET is not allowed/);
  });

  it('with 404 for an unknown path', async () => {
    const response = await fetch(`${collector.url}/v1/profiles`);
    expect([response.status, (await response.json()).message]).toEqual([404, 'unknown path /v1/profiles']);
  });

  it('leaves no line in the file', async () => {
    const before = await collector.written('traces');
    await collector.post('traces', tracesOf(aSpan({ spanId: '' })));
    expect(await collector.written('traces')).toEqual(before);
  });
});

it('says 503 when it cannot write, and goes on when it can again', async () => {
  const own = await startTestCollector();
  await rm(own.dataDir, { recursive: true });
  expect((await own.post('logs', {})).status).toBe(503);
  const { mkdir } = await import('node:fs/promises');
  await mkdir(own.dataDir);
  expect((await own.post('logs', {})).status).toBe(200);
  expect(await own.written('logs')).toEqual([{}]);
  await own.close();
});

it('adds to the files of an earlier run', async () => {
  const own = await startTestCollector();
  await own.post('logs', {});
  const later = await startCollector({ dataDir: own.dataDir });
  await fetch(`${later.url}/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  await later.close();
  expect(await own.written('logs')).toEqual([{}, {}]);
  await own.close();
});

it('writes whole lines, in the order of its answers, when many requests come at once', async () => {
  const own = await startTestCollector();
  const order = [];
  own.onAccepted(({ request }) => order.push(request.resourceSpans[0].scopeSpans[0].spans[0].name));
  const names = Array.from({ length: 60 }, (_, index) => `span ${index} ${'x'.repeat((index % 7) * 20_000)}`);
  await Promise.all(names.map((name) => own.post('traces', tracesOf(aSpan({ name })))));
  const written = (await own.written('traces')).map(
    (each) => each.resourceSpans[0].scopeSpans[0].spans[0].name,
  );
  expect(written).toEqual(order);
  expect(written.toSorted()).toEqual(names.toSorted());
  await own.close();
});

describe('when it is closed', () => {
  it('answers complete requests, and frees the port', async () => {
    const own = await startTestCollector();
    const arrived = new Promise((resolve) => own.onAccepted(resolve));
    const posted = own.post('traces', tracesOf(aSpan()));
    await arrived;
    await own.close();
    expect((await posted).status).toBe(200);
    await expect(fetch(own.url)).rejects.toThrow();
  });

  it('does not wait for a client that never finishes', async () => {
    const own = await startTestCollector();
    const slow = httpRequest(`${own.url}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', expect: '100-continue' },
    });
    const cut = once(slow, 'error');
    slow.flushHeaders();
    await once(slow, 'continue');
    slow.write('{"resource');
    await own.close();
    expect((await cut)[0].code).toBe('ECONNRESET');
  });
});

it('outlives a client that goes away in the middle of a request', async () => {
  const socket = connect(collector.port, '127.0.0.1');
  socket.write('POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
  socket.write('Expect: 100-continue\r\nContent-Length: 100\r\n\r\n');
  await once(socket, 'data');
  socket.destroy();
  await once(socket, 'close');
  expect((await collector.post('traces', tracesOf(aSpan()))).status).toBe(200);
});

it('makes the files when it starts', async () => {
  const own = await startTestCollector();
  expect(await readFile(join(own.dataDir, 'metrics.jsonl'), 'utf8')).toBe('');
  await own.close();
});

async function startAndPost(body) {
  const own = await startTestCollector();
  const response = await own.post('logs', body);
  const { message } = await response.json();
  await own.close();
  return { status: response.status, message };
}
