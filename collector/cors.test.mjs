import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCollector } from './fixture.mjs';

let collector;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

const preflight = (headers) => fetch(`${collector.url}/v1/traces`, { method: 'OPTIONS', headers });
const list = (response, name) => response.headers.get(name).split(', ');

it('lets a page of any origin post telemetry, with the headers that tracing and vendors use', async () => {
  const response = await preflight({
    origin: 'https://shop.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,x-vendor-key',
  });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
  expect(response.headers.get('access-control-max-age')).toBe('7200');
  expect(list(response, 'access-control-allow-methods')).toContain('POST');
  expect(list(response, 'access-control-allow-headers')).toEqual(
    expect.arrayContaining([
      'content-type',
      'content-encoding',
      'traceparent',
      'tracestate',
      'baggage',
      'x-vendor-key',
    ]),
  );
  expect(list(response, 'vary')).toContain('Origin');
});

it('lets a page on a public address reach this machine, when its browser asks', async () => {
  const asked = await preflight({
    origin: 'https://a.example',
    'access-control-request-private-network': 'true',
  });
  expect(asked.headers.get('access-control-allow-private-network')).toBe('true');
  const unasked = await preflight({ origin: 'https://a.example' });
  expect(unasked.headers.has('access-control-allow-private-network')).toBe(false);
});

it('lets the page read the answer, accepted or refused, also with credentials', async () => {
  for (const [body, status] of [
    ['{}', 200],
    ['no', 400],
  ]) {
    const response = await collector.post('logs', body, { origin: 'https://shop.example' });
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
  }
});

it('lets no other origin read or clear what the live view shows', async () => {
  const live = await fetch(`${collector.url}/live`, { headers: { origin: 'https://shop.example' } });
  expect(live.headers.has('access-control-allow-origin')).toBe(false);
  await live.body.cancel();
  const clear = {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-method': 'DELETE' },
  };
  expect((await fetch(`${collector.url}/live`, clear)).status).toBe(405);
});
