import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBackoff } from './backoff.js';

describe('backoff', () => {
  it('waits for nothing before the first failure', () => {
    const backoff = createBackoff();
    expect(backoff.isWaiting(0)).toBe(false);
    expect(backoff.remainingMillis(0)).toBe(0);
  });

  it('doubles its wait with each failure, up to five minutes', () => {
    const backoff = createBackoff(() => 1);
    const waits = Array.from({ length: 12 }, () => {
      backoff.failed(50, undefined);
      return backoff.remainingMillis(50);
    });
    expect(waits).toEqual(
      [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((seconds) => seconds * 1_000),
    );
  });

  it('spreads the waits of many browsers, none of them shorter than half', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (random) => {
        const backoff = createBackoff(() => random);
        backoff.failed(0, undefined);
        backoff.failed(0, undefined);
        expect(backoff.remainingMillis(0)).toBeGreaterThanOrEqual(1_000);
        expect(backoff.remainingMillis(0)).toBeLessThanOrEqual(2_000);
      }),
    );
    const [low, high] = [0, 0.999].map((random) => {
      const backoff = createBackoff(() => random);
      backoff.failed(0, undefined);
      return backoff.remainingMillis(0);
    });
    expect(low).toBeLessThan(high as number);
  });

  it('counts the wait down, and is over at its end', () => {
    const backoff = createBackoff(() => 1);
    backoff.failed(10_000, undefined);
    expect(backoff.remainingMillis(10_400)).toBe(600);
    expect(backoff.isWaiting(10_999)).toBe(true);
    expect(backoff.isWaiting(11_000)).toBe(false);
    expect(backoff.remainingMillis(99_000)).toBe(0);
  });

  it('keeps to the wait that the collector asks for', () => {
    const backoff = createBackoff(() => 1);
    backoff.failed(0, 42_000);
    expect(backoff.remainingMillis(0)).toBe(42_000);
  });

  it('waits no longer than five minutes, whatever the collector asks for', () => {
    const backoff = createBackoff(() => 1);
    backoff.failed(0, 86_400_000);
    expect(backoff.remainingMillis(0)).toBe(300_000);
  });

  it('still waits where the collector asks for no wait: else the page would ask without a pause', () => {
    const backoff = createBackoff(() => 1);
    backoff.failed(0, 0);
    expect(backoff.isWaiting(0)).toBe(true);
  });

  it('begins anew after a success', () => {
    const backoff = createBackoff(() => 1);
    for (let i = 0; i < 5; i++) backoff.failed(0, undefined);
    backoff.succeeded();
    expect(backoff.isWaiting(0)).toBe(false);
    backoff.failed(0, undefined);
    expect(backoff.remainingMillis(0)).toBe(1_000);
  });
});
