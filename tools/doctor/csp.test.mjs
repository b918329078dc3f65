// @ts-check
import { describe, expect, it } from 'vitest';
import { hashSource, policyAllows, policyAllowsInline } from './csp.mjs';

const page = new URL('https://shop.example/a');

describe('a URL and a policy', () => {
  it.each([
    ["default-src 'self'", 'https://shop.example/otlp', true],
    ["default-src 'self'", 'https://collector.example/v1/traces', false],
    [
      "default-src 'none'; connect-src https://collector.example",
      'https://collector.example/v1/traces',
      true,
    ],
    ["connect-src 'self'", 'https://collector.example/v1/traces', false],
    ['connect-src *.example', 'https://collector.example/v1/traces', true],
    ['connect-src *.example', 'https://example/v1/traces', false],
    ['connect-src collector.example', 'http://collector.example/v1/traces', false],
    ['connect-src http://collector.example', 'https://collector.example/v1/traces', true],
    ['connect-src https:', 'https://collector.example/v1/traces', true],
    ['connect-src https://collector.example:4318', 'https://collector.example:4318/v1/traces', true],
    ['connect-src https://collector.example', 'https://collector.example:4318/v1/traces', false],
    ['connect-src https://collector.example:*', 'https://collector.example:4318/v1/traces', true],
    ['connect-src https://collector.example/otlp/', 'https://collector.example/otlp/v1/traces', true],
    ['connect-src https://collector.example/otlp', 'https://collector.example/otlp/v1/traces', false],
    ['img-src *', 'https://collector.example/v1/traces', true],
    ['', 'https://collector.example/v1/traces', true],
  ])('%j and %s: %s', (policy, url, expected) => {
    expect(policyAllows(policy, 'connect-src', new URL(url), page)).toBe(expected);
  });
});

describe('an inline script and a policy', () => {
  const code = 'let a = 1;';
  it.each([
    ["script-src 'self'", undefined, false],
    ["script-src 'unsafe-inline'", undefined, true],
    ["script-src 'unsafe-inline' 'nonce-x'", undefined, false],
    ["script-src 'nonce-x'", 'x', true],
    ["script-src 'nonce-x'", 'y', false],
    [`script-src ${hashSource(code)}`, undefined, true],
    [`script-src ${hashSource(`${code}\n`)}`, undefined, false],
    ["default-src 'none'", undefined, false],
    ["connect-src 'none'", undefined, true],
  ])('%j with the nonce %s: %s', (policy, nonce, expected) => {
    expect(policyAllowsInline(policy, { code, nonce })).toBe(expected);
  });
});
