import { describe, expect, it } from 'vitest';
import { createFailureLog } from './failure-log.js';

function setup() {
  const time = { now: 0 };
  const clock = { pageNow: () => time.now, epochNow: () => time.now, toEpoch: (moment: number) => moment };
  return { time, failures: createFailureLog(clock) };
}

describe('failures of a request', () => {
  it('are counted in a row, each request for itself', () => {
    const { failures } = setup();
    expect(failures.countOf('GET /a')).toBe(0);
    failures.note('GET /a', true);
    failures.note('GET /a', true);
    expect(failures.countOf('GET /a')).toBe(2);
    expect(failures.countOf('GET /b')).toBe(0);
  });

  it('are forgotten with a success', () => {
    const { failures } = setup();
    failures.note('GET /a', true);
    failures.note('GET /a', false);
    expect(failures.countOf('GET /a')).toBe(0);
    failures.note('GET /a', true);
    expect(failures.countOf('GET /a')).toBe(1);
  });

  it('are forgotten after a minute', () => {
    const { time, failures } = setup();
    failures.note('GET /a', true);
    time.now = 59_999;
    expect(failures.countOf('GET /a')).toBe(1);
    time.now = 60_000;
    expect(failures.countOf('GET /a')).toBe(0);
    failures.note('GET /a', true);
    expect(failures.countOf('GET /a')).toBe(1);
  });

  it('are kept of the latest fifty requests', () => {
    const { failures } = setup();
    failures.note('first', true);
    for (let index = 0; index < 49; index++) failures.note(`other ${index}`, true);
    expect(failures.countOf('first')).toBe(1);
    failures.note('first', true);
    failures.note('one more', true);
    expect(failures.countOf('first')).toBe(2);
    expect(failures.countOf('other 0')).toBe(0);
  });
});

describe("a request that the page's policy blocked", () => {
  const violation = (blockedURI: string, more: object = {}) => ({
    blockedURI,
    effectiveDirective: 'connect-src',
    disposition: 'enforce',
    ...more,
  });

  it.each([
    ['https://api.example/v1?q=1', 'https://api.example/v1?q=1', true],
    ['https://api.example/v1?q=1', 'https://api.example/v1?q=1#x', true],
    ['https://api.example', 'https://api.example/v1', true],
    ['https://api.example/v1', 'https://api.example/v2', false],
    ['https://api.example/v1', 'https://other.example/v1', false],
  ])('%s: %s was blocked is %s', (blockedURI, url, wasBlocked) => {
    const { failures } = setup();
    failures.onCspViolation(violation(blockedURI));
    expect(failures.wasBlocked(new URL(url))).toBe(wasBlocked);
  });

  it.each([
    ['an image', { effectiveDirective: 'img-src' }],
    ['only reported', { disposition: 'report' }],
  ])('is no request that failed where it was %s', (_, more) => {
    const { failures } = setup();
    failures.onCspViolation(violation('https://api.example/v1', more));
    expect(failures.wasBlocked(new URL('https://api.example/v1'))).toBe(false);
  });

  it('is kept of the latest fifty', () => {
    const { failures } = setup();
    for (let index = 0; index < 51; index++)
      failures.onCspViolation(violation(`https://api.example/${index}`));
    expect(failures.wasBlocked(new URL('https://api.example/0'))).toBe(false);
    expect(failures.wasBlocked(new URL('https://api.example/1'))).toBe(true);
  });
});
