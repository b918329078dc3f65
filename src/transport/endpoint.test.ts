import { describe, expect, it } from 'vitest';
import { resolveEndpoint, signalUrl } from './endpoint.js';

const ORIGIN = 'https://shop.example';
const resolve = (option: string) => resolveEndpoint(option, ORIGIN);
const tracesUrl = (option: string) => signalUrl(resolve(option).url as string, 'traces');

describe('an endpoint', () => {
  it.each([
    ['http://c.example', 'http://c.example/v1/traces'],
    ['http://c.example/', 'http://c.example/v1/traces'],
    ['http://c.example/otlp//', 'http://c.example/otlp/v1/traces'],
    ['//c.example/otlp', 'https://c.example/otlp/v1/traces'],
    ['/otlp', 'https://shop.example/otlp/v1/traces'],
    ['otlp', 'https://shop.example/otlp/v1/traces'],
    ['/', 'https://shop.example/v1/traces'],
    ['/otlp?api-key=abc', 'https://shop.example/otlp/v1/traces?api-key=abc'],
    ['/otlp/?a=1&b=2', 'https://shop.example/otlp/v1/traces?a=1&b=2'],
    ['https://c.example?key=a/b?c', 'https://c.example/v1/traces?key=a/b?c'],
    ['https://c.example/otlp#part', 'https://c.example/otlp/v1/traces'],
    ['/otlp?key=1#part', 'https://shop.example/otlp/v1/traces?key=1'],
    ['http://[::1]:4318/', 'http://[::1]:4318/v1/traces'],
    ['HTTPS://C.example/', 'https://c.example/v1/traces'],
  ])('%s sends traces to %s', (option, url) => {
    expect(tracesUrl(option)).toBe(url);
    expect(resolve(option).problem).toBeUndefined();
  });

  it.each(['/v1/traces', '/v1/logs', '/v1/metrics', '/v1/traces/'])('that ends in %s is cut there', (end) => {
    const { url, problem } = resolve(`https://c.example/otlp${end}?key=1`);
    expect(url).toBe('https://c.example/otlp?key=1');
    expect(problem).toContain('are added');
  });

  it.each([
    ['https://user:pass@c.example/otlp', 'headers'],
    ['https://token@c.example', 'headers'],
    ['//user:pass@c.example', 'headers'],
    ['collector.example:4318', "'https://collector.example:4318'"],
    ['localhost:4318', "'http://localhost:4318'"],
    ['localhost:4318/otlp', "'http://localhost:4318/otlp'"],
    ['127.0.0.1:4318', "'http://127.0.0.1:4318'"],
    ['collector:4318', "'https://collector:4318'"],
    ['grpc://collector.example:4317', 'http or https'],
    ['data:text/plain,x', 'http or https'],
    ['http://', 'http or https'],
    ['https://a b/', 'http or https'],
  ])('%s is refused, with the reason', (option, hint) => {
    const { url, problem } = resolve(option);
    expect(url).toBeUndefined();
    expect(problem).toContain(hint);
    expect(problem).toContain("'endpoint'");
    expect(problem).not.toContain('pass@');
  });

  it.each(['collector.example', 'collector.example/otlp'])(
    '%s is a path, which is hardly meant',
    (option) => {
      const { url, problem } = resolve(option);
      expect(url).toBe(`${ORIGIN}/${option}`);
      expect(problem).toContain(`'https://${option}'`);
    },
  );

  it('that is a path needs an origin: a sandboxed frame has none', () => {
    expect(resolveEndpoint('/otlp', 'null').url).toBeUndefined();
    expect(resolveEndpoint('https://c.example', 'null').url).toBe('https://c.example/');
  });

  it('with a query: the common start of all signals’ URLs ends before it', () => {
    expect(signalUrl('https://c.example/otlp?key=1', '')).toBe('https://c.example/otlp/v1/');
  });
});
