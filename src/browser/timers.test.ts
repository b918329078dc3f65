import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Stop } from './lifecycle.js';
import { type WrapTimer, wrapTimers } from './timers.js';

let stop: Stop = () => {};
afterEach(() => stop());

describe("a page's timer", () => {
  it('runs what we put in the place of its callback, with its this and arguments', async () => {
    const wrapped: unknown[][] = [];
    stop = wrapTimers((callback, delayMillis, repeats) => {
      wrapped.push([delayMillis, repeats]);
      return function (this: unknown, ...args) {
        wrapped.push(args);
        return callback.apply(this, args);
      };
    });
    await new Promise<void>((resolve) => {
      setTimeout(
        (a: number, b: string) => {
          expect([a, b]).toEqual([1, 'two']);
          resolve();
        },
        3,
        1,
        'two',
      );
    });
    expect(wrapped).toEqual([
      [3, false],
      [1, 'two'],
    ]);
  });

  it('may repeat, and can be cleared', async () => {
    const wrap = vi.fn<WrapTimer>((callback) => callback);
    stop = wrapTimers(wrap);
    let runs = 0;
    await new Promise<void>((resolve) => {
      const id = setInterval(() => {
        if (++runs === 2) {
          clearInterval(id);
          resolve();
        }
      }, 1);
    });
    expect(wrap).toHaveBeenCalledTimes(1);
    expect(wrap).toHaveBeenCalledWith(expect.any(Function), 1, true);
  });

  it.each([
    [undefined, 0],
    ['7', 7],
    ['soon', 0],
  ])('with a delay of %s counts as one of %i ms', (delay, millis) => {
    const wrap = vi.fn<WrapTimer>((callback) => callback);
    stop = wrapTimers(wrap);
    clearTimeout(setTimeout(() => {}, delay as never));
    expect(wrap).toHaveBeenCalledWith(expect.any(Function), millis, false);
  });

  it('is native again once the wrapping is taken back', () => {
    const { setTimeout, setInterval } = globalThis;
    const unwrap = wrapTimers((callback) => callback);
    expect(globalThis.setTimeout).not.toBe(setTimeout);
    unwrap();
    expect(globalThis.setTimeout).toBe(setTimeout);
    expect(globalThis.setInterval).toBe(setInterval);
  });
});
