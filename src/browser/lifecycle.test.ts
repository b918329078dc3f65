import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import { createLifecycle, type Lifecycle } from './lifecycle.js';

/** The least of a page that has a life: two event targets and a state. */
class Page extends EventTarget {
  readyState = 'loading';
  visibilityState = 'visible';
  prerendering = false;
}
let view: EventTarget;
let page: Page;
let lifecycle: Lifecycle;

function open(state: Partial<Page> = {}) {
  view = new EventTarget();
  page = Object.assign(new Page(), state);
  vi.stubGlobal('window', view);
  vi.stubGlobal('document', page);
  lifecycle = createLifecycle();
  return lifecycle;
}
const hide = () => {
  page.visibilityState = 'hidden';
  view.dispatchEvent(new Event('visibilitychange'));
};
const load = () => {
  page.readyState = 'complete';
  view.dispatchEvent(new Event('load'));
};
/** Chromium's idle callbacks; elsewhere a short wait. */
const IDLE_MILLIS = 60;

beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', undefined);
});
afterEach(() => {
  lifecycle.stop();
  vi.clearAllTimers();
});

describe('a page is ready', () => {
  it('when it has loaded and is idle, not before', () => {
    const callback = vi.fn();
    open().whenReady(callback);
    vi.advanceTimersByTime(5_000);
    expect(callback).not.toHaveBeenCalled();
    load();
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(IDLE_MILLIS);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('when it is hidden before that', () => {
    const callback = vi.fn();
    open().whenReady(callback);
    hide();
    load();
    vi.advanceTimersByTime(20_000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('when it never finishes loading, after ten seconds', () => {
    const callback = vi.fn();
    open().whenReady(callback);
    vi.advanceTimersByTime(10_000 + IDLE_MILLIS);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('for those that ask later at once', () => {
    open().makeReady();
    const callback = vi.fn();
    lifecycle.whenReady(callback);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('for all in the order in which they asked', () => {
    const order: string[] = [];
    open().whenReady(() => order.push('first'));
    lifecycle.whenReady(() => order.push('second'));
    lifecycle.makeReady();
    expect(order).toEqual(['first', 'second']);
  });
});

describe('the end of a page', () => {
  it('may be each hide, unload and freeze', () => {
    const callback = vi.fn();
    open().onPageEnd(callback);
    hide();
    view.dispatchEvent(new Event('pagehide'));
    page.dispatchEvent(new Event('freeze'));
    expect(callback).toHaveBeenCalledTimes(3);
  });

  it('is not its being shown', () => {
    const callback = vi.fn();
    open().onPageEnd(callback);
    page.visibilityState = 'visible';
    view.dispatchEvent(new Event('visibilitychange'));
    expect(callback).not.toHaveBeenCalled();
  });

  it('calls `last` callbacks after all others, in one synchronous pass', () => {
    const order: string[] = [];
    open().onPageEnd(() => order.push('flush'), 'last');
    lifecycle.onPageEnd(() => order.push('vitals'));
    lifecycle.whenReady(() => order.push('ready'));
    hide();
    expect(order).toEqual(['ready', 'vitals', 'flush']);
  });

  it('does not call callbacks that were stopped', () => {
    const [one, two] = [vi.fn(), vi.fn()];
    const stop = open().onPageEnd(one);
    lifecycle.onPageEnd(two);
    stop();
    hide();
    expect(one).not.toHaveBeenCalled();
    lifecycle.stop();
    hide();
    expect(two).toHaveBeenCalledTimes(1);
  });
});

describe('a prerendered page', () => {
  it('is not ready before it is shown, whatever happens', () => {
    const callback = vi.fn();
    open({ prerendering: true }).whenReady(callback);
    load();
    lifecycle.makeReady();
    vi.advanceTimersByTime(60_000);
    expect(callback).not.toHaveBeenCalled();
    page.prerendering = false;
    page.dispatchEvent(new Event('prerenderingchange'));
    vi.advanceTimersByTime(IDLE_MILLIS + 20_000);
    expect(callback).toHaveBeenCalledTimes(1);
  });

  it('that is thrown away has no end: it was never there', () => {
    const callback = vi.fn();
    open({ prerendering: true }).onPageEnd(callback);
    view.dispatchEvent(new Event('pagehide'));
    expect(callback).not.toHaveBeenCalled();
  });
});

describe('a return from the back/forward cache', () => {
  it('calls back with its time, but not for the first showing', () => {
    const callback = vi.fn();
    open().onRestore(callback);
    const show = (persisted: boolean, isTrusted: boolean) =>
      Object.defineProperties(new Event('pageshow'), {
        persisted: { value: persisted },
        isTrusted: { value: isTrusted },
      });
    view.dispatchEvent(show(false, true));
    // Dispatched by a script.
    view.dispatchEvent(show(true, false));
    expect(callback).not.toHaveBeenCalled();
    const event = show(true, true);
    view.dispatchEvent(event);
    expect(callback).toHaveBeenCalledWith(event.timeStamp);
  });
});
