import { listen } from '../../browser/lifecycle.js';
import { payloadSize } from '../../browser/payload-size.js';
import type { Instrumentation } from '../../instrumentation.js';
import * as names from '../../semconv.js';
import { createConnectionTracer, type TracedConnection } from './connection.js';
import {
  beforeStreamListen,
  type EventStream,
  onEventSource,
  onStreamClose,
  STREAM_CLOSED,
} from './patch-event-source.js';

/** A traced EventSource, and the types of messages that are counted on it. */
interface Traced {
  readonly connection: TracedConnection;
  readonly types: Set<string>;
}

/**
 * Server-sent events: a span for each EventSource, from its construction to its close, with the number of messages, their
 * bytes, and the number of reconnections. The content is neither kept nor sent. Not a default.
 * @example initRum({ …, instrumentations: (ours) => [...ours, eventSources()] })
 */
export const eventSources = (): Instrumentation => ({
  name: 'event-sources',
  setup(context) {
    const { guard } = context;
    const tracer = createConnectionTracer(context, {
      name: names.SPAN_EVENT_SOURCE,
      counted: [names.MESSAGES_RECEIVED, names.BYTES_RECEIVED, names.RECONNECTS],
    });
    // Weak, so that streams that the page has dropped can be collected.
    const traced = new WeakMap<object, Traced>();

    const onConstruct = guard((stream: EventStream) => {
      const connection = tracer.start(stream.url);
      if (!connection) return;
      traced.set(stream, { connection, types: new Set() });
      // Messages of a server, which have data, may also have the type `open` or `error`.
      countMessages(stream, 'message');
      countMessages(stream, 'open', () => connection.open());
      countMessages(stream, 'error', () => {
        if (stream.readyState === STREAM_CLOSED) connection.end({ errorType: 'network' });
        else connection.reconnect();
      });
    });
    const countMessages = guard((stream: EventStream, type: string, onOther: () => void = () => {}) => {
      const own = traced.get(stream);
      if (!own || own.types.has(type)) return;
      own.types.add(type);
      const onEvent = guard(({ data }: MessageEvent) => {
        if (typeof data === 'string') own.connection.count('received', payloadSize(data) ?? 0);
        else onOther();
      });
      listen(stream, type, onEvent);
    });
    const onClose = guard((stream: EventStream) => {
      const connection = traced.get(stream)?.connection;
      connection?.end({ isAborted: !connection.isOpen() });
    });

    const stops = [
      onEventSource(onConstruct),
      beforeStreamListen(countMessages),
      onStreamClose(onClose),
      tracer.stop,
    ];
    return () => {
      for (const stop of stops) stop();
    };
  },
});
