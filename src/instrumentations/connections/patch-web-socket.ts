import type { Stop } from '../../browser/lifecycle.js';
import { patch } from '../../browser/patch.js';
import { patchConstructor } from './patch-constructor.js';

export type Socket = WebSocket;

/** `WebSocket.OPEN`; `WebSocket.CONNECTING` is less. */
export const SOCKET_OPEN = 1;

/** Calls back with every WebSocket that the page opens. */
export const onWebSocket = (callback: (socket: Socket) => void): Stop =>
  patchConstructor(globalThis, 'WebSocket', callback);

/** Calls back after a WebSocket's `send()`, unless it threw. */
export const onSocketSend = (callback: (socket: Socket, data: unknown) => void): Stop =>
  patch(globalThis.WebSocket?.prototype, 'send', (native, self, args) => {
    const result = Reflect.apply(native, self, args);
    callback(self as Socket, args[0]);
    return result;
  });

/** Calls back before the page closes a WebSocket. */
export const beforeSocketClose = (callback: (socket: Socket) => void): Stop =>
  patch(globalThis.WebSocket?.prototype, 'close', (native, self, args) => {
    callback(self as Socket);
    return Reflect.apply(native, self, args);
  });
