import type { Stop } from '../../browser/lifecycle.js';
import { patch } from '../../browser/patch.js';

/** Calls back after the page has called `navigator.sendBeacon`, unless the call threw. */
export const onBeacon = (callback: (url: unknown, data: unknown, isAccepted: boolean) => void): Stop =>
  patch(globalThis.Navigator?.prototype, 'sendBeacon', (native, self, args) => {
    const result = Reflect.apply(native, self, args);
    callback(args[0], args[1], result === true);
    return result;
  });
