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

/** A traced WebSocket, and whether the page closes it. */
interface Traced {
  readonly connection: TracedConnection;
  isClosedByPage: boolean;
}

/** Whether a close code is no error: normal closure, going away, no status, and 3000 to 4999, which apps define. */
const isFine = (code: number) => [1000, 1001, 1005].includes(code) || code >= 3000;
/** Maximum length of a subprotocol's name; longer ones may be tokens. */
const MAX_PROTOCOL_LENGTH = 40;

function outcomeOf(
  { connection, isClosedByPage }: Traced,
  { code, wasClean }: CloseEvent,
): ConnectionOutcome {
  const isFailed = !wasClean || !isFine(code);
  return {
    attributes: { [names.SOCKET_CLOSE_CODE]: code, [names.SOCKET_CLEAN]: wasClean },
    // Closing a socket that is not open yet is reported to the page as a failure, but is an abort.
    isAborted: isClosedByPage && !wasClean,
    errorType: isFailed && !isClosedByPage ? (connection.isOpen() ? String(code) : 'network') : undefined,
  };
}

/**
 * WebSockets: a span for each, from its construction to its close, with the number of messages and bytes in both directions.
 * The content is neither kept nor sent. Not a default.
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
    // Weak, so that sockets that the page has dropped can be collected.
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
      // Data sent into a closing socket is discarded.
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
