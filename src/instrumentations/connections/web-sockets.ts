import { listen } from '../../browser/lifecycle.js';
import { payloadSize } from '../../browser/payload-size.js';
import type { Instrumentation } from '../../instrumentation.js';
import * as names from '../../semconv.js';
import { type ConnectionOutcome, createConnectionTracer, type TracedConnection } from './connection.js';
import {
  beforeSocketClose,
  onSocketSend,
  onWebSocket,
  SOCKET_OPEN,
  type Socket,
} from './patch-web-socket.js';

/** A WebSocket, and who has begun to close it. */
interface Traced {
  readonly connection: TracedConnection;
  isClosedByPage: boolean;
}

/** Normal closure, going away, no status; 3000 to 4999 mean what the app says that they mean. */
const isFine = (code: number) => [1000, 1001, 1005].includes(code) || code >= 3000;
/** A subprotocol's name; what is longer may be a token that was smuggled in as one. */
const MAX_PROTOCOL_LENGTH = 40;

function outcomeOf(
  { connection, isClosedByPage }: Traced,
  { code, wasClean }: CloseEvent,
): ConnectionOutcome {
  const isFailed = !wasClean || !isFine(code);
  return {
    attributes: { [names.SOCKET_CLOSE_CODE]: code, [names.SOCKET_CLEAN]: wasClean },
    // Closing what is not open yet is reported to the page as a failure, but is none.
    isAborted: isClosedByPage && !wasClean,
    errorType: isFailed && !isClosedByPage ? (connection.isOpen() ? String(code) : 'network') : undefined,
  };
}

/**
 * WebSockets: a span for each, from its construction to its close, with the number of messages and their bytes both
 * ways. What they say is never read. Not among the defaults.
 * @example initRum({ …, instrumentations: (ours) => [...ours, webSockets()] })
 */
export const webSockets = (): Instrumentation => ({
  name: 'web-sockets',
  setup(context) {
    const { guard } = context;
    const tracer = createConnectionTracer(context, {
      name: names.SPAN_WEB_SOCKET,
      attributes: { [names.NETWORK_PROTOCOL_NAME]: 'websocket' },
      counted: [names.MESSAGES_SENT, names.MESSAGES_RECEIVED, names.BYTES_SENT, names.BYTES_RECEIVED],
    });
    // By the socket, weakly: nothing here keeps one that the page has forgotten.
    const traced = new WeakMap<object, Traced>();

    const onConstruct = guard((socket: Socket) => {
      const connection = tracer.start(socket.url);
      if (!connection) return;
      const own: Traced = { connection, isClosedByPage: false };
      traced.set(socket, own);
      const on = (type: string, listener: Parameters<typeof listen>[2]) =>
        listen(socket, type, guard(listener));
      on('open', () => {
        const isName = socket.protocol && socket.protocol.length <= MAX_PROTOCOL_LENGTH;
        connection.open(isName ? { [names.SOCKET_PROTOCOL]: socket.protocol } : {});
      });
      on('message', ({ data }: MessageEvent) => connection.count('received', payloadSize(data) ?? 0));
      on('close', (event: CloseEvent) => connection.end(outcomeOf(own, event)));
    });
    const onSend = guard((socket: Socket, data: unknown) => {
      // What is sent into a closing socket goes nowhere.
      if (socket.readyState === SOCKET_OPEN)
        traced.get(socket)?.connection.count('sent', payloadSize(data) ?? 0);
    });
    const onClose = guard((socket: Socket) => {
      const own = traced.get(socket);
      if (own && socket.readyState <= SOCKET_OPEN) own.isClosedByPage = true;
    });

    const stops = [onWebSocket(onConstruct), onSocketSend(onSend), beforeSocketClose(onClose), tracer.stop];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
