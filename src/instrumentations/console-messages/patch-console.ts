import type { Stop } from '../../browser/lifecycle.js';
import { patch } from '../../browser/patch.js';

export type ConsoleLevel = 'debug' | 'log' | 'info' | 'warn' | 'error';

/** Calls back after the page has logged a message. */
export const onConsole = (level: ConsoleLevel, callback: (args: readonly unknown[]) => void): Stop =>
  patch(globalThis.console, level, (native, self, args) => {
    const result = Reflect.apply(native, self, args);
    callback(args);
    return result;
  });
