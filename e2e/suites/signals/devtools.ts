import { once } from 'node:events';
import { WebSocket } from 'ws';

type Params = Record<string, unknown>;

/** An event from the browser. */
export interface DevtoolsEvent {
  method: string;
  // biome-ignore lint/suspicious/noExplicitAny: each method has parameters of its own
  params: any;
  sessionId?: string;
}

/** A connection by the Chrome DevTools Protocol, since Playwright does not support Chromium releases of this age. */
export interface Devtools {
  /** @throws {Error} if the browser answers with an error, or has ended */
  // biome-ignore lint/suspicious/noExplicitAny: each method has a result of its own
  send(method: string, params?: Params, sessionId?: string): Promise<any>;
  onEvent(listener: (event: DevtoolsEvent) => void): void;
}

export async function connectDevtools(address: string): Promise<Devtools> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  const listeners: ((event: DevtoolsEvent) => void)[] = [];
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  socket.on('message', (data) => {
    const { id, result, error, ...event } = JSON.parse(String(data));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error) call?.reject(new Error(error.message));
    else if (call) call.resolve(result);
    else for (const listener of listeners) listener(event);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended'));
  });
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        socket.send(JSON.stringify({ id, method, params, sessionId }));
      }),
    onEvent: (listener) => void listeners.push(listener),
  };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}
