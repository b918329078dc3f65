import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBackoff } from './backoff.js';

describe('backoff', () => {
  it('waits for nothing before the first failure', () => {
    const backoff = createBackoff();
    expect(backoff.hasFailed()).toBe(false);
    expect(backoff.remainingMillis(0)).toBe(0);
  });

  it('doubles its wait with each failure, up to five minutes', () => {
    const backoff = createBackoff(() => 1);
    let now = 50;
    const waits = Array.from({ length: 12 }, () => {
      backoff.failed(now, undefined);
      const wait = backoff.remainingMillis(now);
      now += wait;
      return wait;
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
        backoff.failed(1_000, undefined);
        expect(backoff.remainingMillis(1_000)).toBeGreaterThanOrEqual(1_000);
        expect(backoff.remainingMillis(1_000)).toBeLessThanOrEqual(2_000);
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
    expect(backoff.failed(10_000, undefined)).toBe(1);
    // Of another signal, at the same time.
    expect(backoff.failed(10_001, undefined)).toBe(1);
    expect(backoff.remainingMillis(10_400)).toBe(600);
    expect(backoff.remainingMillis(10_999)).toBe(1);
    expect(backoff.remainingMillis(11_000)).toBe(0);
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

  it('still waits if the collector requests no wait, since the page would retry without a pause', () => {
    const backoff = createBackoff(() => 1);
    backoff.failed(0, 0);
    expect(backoff.remainingMillis(0)).toBeGreaterThan(0);
  });

  it('begins anew after a success', () => {
    const backoff = createBackoff(() => 1);
    for (let i = 0; i < 5; i++) backoff.failed(i * 400_000, undefined);
    expect(backoff.hasFailed()).toBe(true);
    backoff.succeeded();
    expect(backoff.hasFailed()).toBe(false);
    expect(backoff.remainingMillis(0)).toBe(0);
    backoff.failed(0, undefined);
    expect(backoff.remainingMillis(0)).toBe(1_000);
  });

  it('counts simultaneous failures of several signals as one', () => {
    const backoff = createBackoff(() => 1);
    for (let i = 0; i < 3; i++) backoff.failed(i, undefined);
    expect(backoff.remainingMillis(0)).toBe(1_000);
  });

  it('makes the next try at once when the network is back, and has not forgotten the failures', () => {
    const backoff = createBackoff(() => 1);
    backoff.failed(0, 60_000);
    backoff.expire();
    expect(backoff.remainingMillis(1)).toBe(0);
    expect(backoff.hasFailed()).toBe(true);
  });
});
