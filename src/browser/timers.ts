import type { Stop } from './lifecycle.js';
import { patch } from './patch.js';

export type TimerCallback = (...args: unknown[]) => unknown;

/** Told of each timer that the page sets; gives the callback that runs in its place. */
export type WrapTimer = (callback: TimerCallback, delayMillis: number, repeats: boolean) => TimerCallback;

/** Puts `wrap` between the page's timers and their callbacks; code given as a string is left alone. */
export function wrapTimers(wrap: WrapTimer): Stop {
  const patchTimer = (name: 'setTimeout' | 'setInterval') =>
    patch(globalThis, name, (native, self, args) => {
      const [callback, delay, ...rest] = args;
      return Reflect.apply(
        native,
        self,
        typeof callback === 'function'
          ? [
              wrap(
                callback as TimerCallback,
                typeof delay === 'number' || typeof delay === 'string' ? Number(delay) || 0 : 0,
                name === 'setInterval',
              ),
              delay,
              ...rest,
            ]
          : args,
      );
    });
  const stops = [patchTimer('setTimeout'), patchTimer('setInterval')];
  return () => {
    for (const stop of stops) stop();
  };
}
