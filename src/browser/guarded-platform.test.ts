import { beforeEach, expect, it, vi } from 'vitest';

// A build declares each name; undefined if the platform lacks it.
vi.stubGlobal('PerformanceEventTiming', undefined);
vi.stubGlobal('PerformanceSoftNavigation', undefined);
vi.stubGlobal('requestIdleCallback', undefined);
const platform = await import('./guarded-platform.js');

const page = new EventTarget();
beforeEach(() => {
  vi.stubGlobal('window', page);
});

const fail = vi.fn(() => {
  throw new TypeError('e.entries.at is not a function');
});

it('callbacks of a library that throw are called, and throw nothing into the page', async () => {
  const uncaught = vi.fn();
  process.once('uncaughtException', uncaught);
  platform.addEventListener('load', fail, { capture: true });
  page.dispatchEvent(new Event('load'));
  expect(fail).toHaveBeenCalledTimes(1);
  platform.removeEventListener('load', fail, { capture: true });
  page.dispatchEvent(new Event('load'));
  expect(fail).toHaveBeenCalledTimes(1);

  platform.queueMicrotask(fail);
  await Promise.resolve();
  expect(fail).toHaveBeenCalledTimes(2);
  platform.setTimeout(fail);
  await vi.waitFor(() => expect(fail).toHaveBeenCalledTimes(3));
  process.off('uncaughtException', uncaught);
  expect(uncaught).not.toHaveBeenCalled();
});

it('a listener that is added with `once` is removed by its own function', () => {
  const listener = vi.fn();
  platform.addEventListener('visibilitychange', listener, { once: true, capture: true });
  platform.removeEventListener('visibilitychange', listener, { capture: true });
  page.dispatchEvent(new Event('visibilitychange'));
  expect(listener).not.toHaveBeenCalled();
});

it('the global object of a library lacks the same as the platform', () => {
  expect('requestIdleCallback' in platform.globalThis).toBe(false);
  expect(platform.globalThis.PerformanceEventTiming).toBeUndefined();
});
