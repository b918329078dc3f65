import { expect, it, vi } from 'vitest';
import { harmless, nativeSetTimeout } from './natives.js';

it('an error of a timer’s callback is none of the page', async () => {
  const uncaught = vi.fn();
  process.once('uncaughtException', uncaught);
  await new Promise<void>((resolve) => {
    nativeSetTimeout(() => {
      nativeSetTimeout(resolve, 1);
      throw new Error('ours');
    }, 0);
  });
  process.off('uncaughtException', uncaught);
  expect(uncaught).not.toHaveBeenCalled();
});

it('a harmless function returns what the callback returns, and undefined after an error', () => {
  expect(harmless((a: number, b: number) => a + b)(1, 2)).toBe(3);
  expect(harmless(() => Reflect.get(Object(null), 'a').b)()).toBeUndefined();
});
