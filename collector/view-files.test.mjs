import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCollector } from './fixture.mjs';

let collector;
beforeAll(async () => {
  collector = await startTestCollector();
});
afterAll(() => collector.close());

it('serves the live view, which loads nothing from elsewhere and is framed by this machine only', async () => {
  const response = await fetch(collector.url);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/frame-ancestors 'self' http:\/\/127\.0\.0\.1:\* http:\/\/localhost:\*/);
  expect(await response.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
});

it('serves its scripts as scripts', async () => {
  const response = await fetch(`${collector.url}/main.mjs`);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

it.each([
  '/../server.mjs',
  '/%2e%2e/server.mjs',
  '/..%2fserver.mjs',
  '/model/trace-store.test.mjs',
  '/none.css',
])('serves nothing at %s', async (path) => {
  // fetch would normalize the path first.
  const asked = request({ port: collector.port, path, host: '127.0.0.1' });
  asked.end();
  const [response] = await once(asked, 'response');
  response.resume();
  expect(response.statusCode).toBe(404);
});
