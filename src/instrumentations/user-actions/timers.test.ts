import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Stop } from '../../browser/lifecycle.js';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { followTimers } from './timers.js';

let log: string[];
let isBusy: boolean;
let owner: string;
let begin: () => void;
let stop: Stop;
const native = globalThis.setTimeout;

beforeEach(() => {
  log = [];
  isBusy = true;
  owner = 'click';
  const follower = {
    isBusy: () => isBusy,
    owner: () => (isBusy ? owner : 'nobody'),
    enter: (whose: string) => void log.push(whose),
  };
  ({ begin, stop } = followTimers(follower, () => performance.now()));
});
afterEach(() => {
  stop();
  vi.clearAllTimers();
});
const pass = (millis: number) => vi.advanceTimersByTime(millis);
const app = () => void log.push('app');

describe('while an action is open, a timer', () => {
  it.each([0, 4, 20, 900])('of %i ms runs directly after its owner is known', (delay) => {
    setTimeout(app, delay);
    pass(delay);
    expect(log).toEqual(['click', 'app']);
  });

  it('is the app’s own callback, with its this, its arguments, and the native id', () => {
    const callback = vi.fn();
    const id = setTimeout(callback, 5, 1, 'two');
    pass(5);
    expect(callback.mock.calls).toEqual([[1, 'two']]);
    expect(id).toEqual(expect.anything());
    expect(vi.isFakeTimers() && typeof id).toBe(typeof native(() => {}, 1));
  });

  it('belongs to the owner that set it, not to the current one when it is due', () => {
    setTimeout(app, 30);
    owner = 'other';
    setTimeout(app, 20);
    pass(30);
    expect(log).toEqual(['other', 'app', 'click', 'app']);
  });

  it('that is cleared by either function is not marked', () => {
    clearTimeout(setTimeout(app, 10));
    clearInterval(setTimeout(app, 10));
    pass(20);
    expect(log).toEqual([]);
  });

  it('that repeats is announced each time, until it is cleared', () => {
    const id = setInterval(app, 50);
    pass(150);
    expect(log).toEqual(['click', 'app', 'click', 'app', 'click', 'app']);
    clearInterval(id);
    pass(200);
    expect(log).toHaveLength(6);
  });

  it.each([undefined, '7', 'soon', -5, Number.NaN])('may have a delay of %s', (delay) => {
    setTimeout(app, delay as never);
    pass(10);
    expect(log).toEqual(['click', 'app']);
  });

  it('that is too long for browsers comes at once, and is announced', () => {
    setTimeout(app, 2 ** 31);
    pass(1);
    expect(log).toEqual(['click', 'app']);
  });
});

describe('with no action open', () => {
  beforeEach(() => {
    isBusy = false;
  });

  it('a timer is one native timer, an interval two, and nobody is announced', () => {
    const pending = vi.getTimerCount();
    setTimeout(app, 50);
    setInterval(app, 50);
    expect(vi.getTimerCount()).toBe(pending + 3);
    pass(50);
    expect(log).toEqual(['app', 'app']);
  });

  it('an interval that is cleared, or that is too fast to follow, leaves none behind', () => {
    const pending = vi.getTimerCount();
    clearInterval(setInterval(app, 50));
    clearTimeout(setInterval(app, 50));
    const fast = setInterval(app, 10);
    expect(vi.getTimerCount()).toBe(pending + 1);
    clearInterval(fast);
  });

  it('a timer is remembered: when an action starts, it is known to belong to none', () => {
    setTimeout(app, 400);
    pass(150.5);
    isBusy = true;
    begin();
    pass(250);
    expect(log).toEqual(['nobody', 'app']);
  });

  it('an interval too, each time, and no longer than an action is open', () => {
    setInterval(app, 100);
    pass(250);
    log = [];
    isBusy = true;
    begin();
    pass(50);
    expect(log).toEqual(['nobody', 'app']);
    isBusy = false;
    pass(300);
    expect(log).toEqual(['nobody', 'app', 'app', 'app', 'app']);
  });

  it('a timer that was cleared or has run is not marked', () => {
    clearTimeout(setTimeout(app, 400));
    setTimeout(app, 100);
    pass(200);
    const pending = vi.getTimerCount();
    isBusy = true;
    begin();
    expect(vi.getTimerCount()).toBe(pending);
  });

  it('a page with very many timers costs a bounded number of marks', () => {
    for (let count = 0; count < 1_000; count++) setTimeout(app, 5_000 + count);
    const pending = vi.getTimerCount();
    isBusy = true;
    begin();
    expect(vi.getTimerCount() - pending).toBeLessThanOrEqual(200);
  });
});

describe('when it is taken back', () => {
  it('the functions are native again', () => {
    expect(globalThis.setTimeout).not.toBe(native);
    stop();
    expect(globalThis.setTimeout).toBe(native);
  });

  it('a wrapper of another library over ours still works', () => {
    const ours = globalThis.setTimeout;
    globalThis.setTimeout = ((callback: () => void, delay: number) => ours(callback, delay)) as never;
    stop();
    setTimeout(app, 10);
    pass(10);
    expect(log).toEqual(['app']);
    globalThis.setTimeout = native;
  });
});
