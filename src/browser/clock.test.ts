import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from './clock.js';

const ORIGIN = 1_700_000_000_000.25;
/** Mocks the two clocks of a page: the monotonic one, and the wall clock. */
const page = { monotonic: 0, wall: 0 };
const pass = (millis: number) => {
  page.monotonic += millis;
  page.wall += millis;
};

beforeEach(() => {
  page.monotonic = 5_000;
  page.wall = ORIGIN + 5_000;
  vi.stubGlobal('performance', { timeOrigin: ORIGIN, now: () => page.monotonic });
  vi.stubGlobal('Date', { now: () => Math.floor(page.wall) });
});

describe('the clock', () => {
  it('counts from the beginning of the page, and from 1970', () => {
    const clock = createClock();
    expect(clock.pageNow()).toBe(5_000);
    expect(clock.epochNow()).toBe(ORIGIN + 5_000);
    expect(clock.toEpoch(0)).toBe(ORIGIN);
    expect(clock.toEpoch(123.5)).toBe(ORIGIN + 123.5);
  });

  it('goes by the monotonic clock: a small step of the wall clock does not change a duration', () => {
    const clock = createClock();
    const before = clock.epochNow();
    pass(100);
    page.wall += 900;
    expect(clock.epochNow() - before).toBe(100);
  });

  it('is right again after a sleep, in which the monotonic clock stands still', () => {
    const clock = createClock();
    clock.epochNow();
    page.wall += 8 * 3_600_000;
    expect(Math.abs(clock.epochNow() - page.wall)).toBeLessThan(2);
    pass(1_000);
    expect(Math.abs(clock.epochNow() - page.wall)).toBeLessThan(2);
  });

  it('is right again after the wall clock was set back', () => {
    const clock = createClock();
    page.wall -= 3_600_000;
    expect(Math.abs(clock.epochNow() - page.wall)).toBeLessThan(2);
  });

  it('does not use later replacements of Date and performance', () => {
    const clock = createClock();
    vi.stubGlobal('performance', { timeOrigin: 0, now: () => 0 });
    vi.stubGlobal('Date', { now: () => 0 });
    expect(clock.epochNow()).toBe(ORIGIN + 5_000);
  });

  it('has its origin from the wall where performance is now() alone, as some libraries leave it', () => {
    vi.stubGlobal('performance', { now: () => page.monotonic });
    const clock = createClock();
    expect(Math.abs(clock.epochNow() - page.wall)).toBeLessThan(2);
    expect(clock.pageNow()).toBe(5_000);
  });

  it('keeps its origin if Date returns no time', () => {
    vi.stubGlobal('Date', { now: () => undefined });
    expect(createClock().epochNow()).toBe(ORIGIN + 5_000);
  });

  it('throws if performance returns no time', () => {
    vi.stubGlobal('performance', { timeOrigin: ORIGIN, now: () => undefined });
    expect(() => createClock()).toThrow('this page has no clock');
  });
});
