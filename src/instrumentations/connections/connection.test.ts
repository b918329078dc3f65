import { type Attributes, ROOT_CONTEXT, type SpanContext } from '@opentelemetry/api';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { InstrumentationContext } from '../../instrumentation.js';
import { type ConnectionTracer, createConnectionTracer } from './connection.js';

interface Reported {
  name: string;
  attributes: Attributes;
  links: SpanContext[];
  startTime: number;
  endTime: number | undefined;
  isError: boolean;
}
let reported: Reported[];
let now: number;
let pageEnd: () => void;
let connections: ConnectionTracer;
const touch = vi.fn();

beforeEach(() => {
  reported = [];
  now = 100;
  vi.stubGlobal('document', { baseURI: 'https://shop.example/' });
  const tracer = {
    startSpan(
      name: string,
      {
        attributes,
        links,
        startTime,
      }: { attributes: Attributes; links: { context: SpanContext }[]; startTime: number },
    ) {
      const span: Reported = {
        name,
        attributes,
        links: links.map(({ context }) => context),
        startTime,
        endTime: undefined,
        isError: false,
      };
      reported.push(span);
      const spanContext = {
        traceId: 'a'.repeat(32),
        spanId: `${reported.length}`.padStart(16, '0'),
        traceFlags: 1,
      };
      return {
        setStatus: () => {
          span.isError = true;
        },
        end: (at: number) => {
          span.endTime = at;
        },
        spanContext: () => spanContext,
      };
    },
  };
  const context = {
    tracer,
    clock: { pageNow: () => now, toEpoch: (at: number) => 1_000 + at, epochNow: () => 1_000 + now },
    page: { current: () => ({ id: 'view', url: 'https://shop.example/', route: '/rooms' }) },
    actions: { current: () => ({ touch }) },
    urlTemplate: (path: string) => path.replace(/\d+/, '{id}'),
    isIgnoredUrl: (url: string) => url.includes('ignored'),
    activeContext: () => ROOT_CONTEXT,
    onPageEnd: (callback: () => void) => {
      pageEnd = callback;
    },
  } as unknown as InstrumentationContext;
  connections = createConnectionTracer(context, {
    name: 'WebSocket',
    attributes: { kind: 'socket' },
    counted: ['otel_rum.connection.messages.sent'],
  });
});

describe('a connection', () => {
  test('is reported once, when it ends', () => {
    const connection = connections.start('wss://live.example/rooms/7');
    expect(touch).toHaveBeenCalled();
    now = 150;
    connection?.open({ protocol: 'chat' });
    connection?.count('sent', 3);
    connection?.count('received', 5);
    expect(reported).toEqual([]);
    now = 200;
    connection?.end({ attributes: { code: 1000 } });
    connection?.end({ errorType: 'network' });
    pageEnd();
    connections.stop();
    expect(reported).toMatchObject([
      {
        name: 'WebSocket /rooms/{id}',
        startTime: 1_100,
        endTime: 1_200,
        isError: false,
        links: [],
        attributes: {
          kind: 'socket',
          protocol: 'chat',
          code: 1000,
          'url.full': 'wss://live.example/rooms/7',
          'server.address': 'live.example',
          'server.port': 443,
          'otel_rum.connection.open': 50,
          'otel_rum.connection.messages.sent': 1,
          'otel_rum.connection.bytes.sent': 3,
          'otel_rum.connection.messages.received': 1,
          'otel_rum.connection.bytes.received': 5,
          'otel_rum.page_view.id': 'view',
          'otel_rum.document.url.template': '/rooms',
        },
      },
    ]);
    expect(reported[0]?.attributes).not.toHaveProperty(['otel_rum.incomplete']);
  });

  test.each([
    ['ws://live.example/', 80],
    ['wss://live.example/', 443],
    ['http://live.example/', 80],
    ['https://live.example/', 443],
    ['wss://live.example:8443/', 8443],
  ])('%s has port %i', (url, port) => {
    connections.start(url)?.end({});
    expect(reported[0]?.attributes['server.port']).toBe(port);
  });

  test('that failed has its error, an aborted one has none', () => {
    connections.start('wss://live.example/')?.end({ errorType: 'network' });
    connections.start('wss://live.example/')?.end({ isAborted: true });
    expect(reported.map(({ isError }) => isError)).toEqual([true, false]);
    expect(reported[0]?.attributes['error.type']).toBe('network');
    expect(reported[1]?.attributes['otel_rum.request.aborted']).toBe(true);
  });

  test.each([['wss://live.example/ignored'], [undefined], [{}], ['http://[']])('is not traced: %j', (url) => {
    expect(connections.start(url)).toBeUndefined();
  });
});

describe('the page’s end', () => {
  test('reports an open connection as incomplete, and what follows in another, linked span', () => {
    const connection = connections.start('wss://live.example/');
    connection?.open();
    connection?.count('sent', 3);
    now = 200;
    pageEnd();
    // Hidden, then unloaded.
    pageEnd();
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({ endTime: 1_200, attributes: { 'otel_rum.incomplete': true } });

    connection?.count('sent', 4);
    now = 300;
    pageEnd();
    now = 400;
    connection?.end({});
    expect(reported).toHaveLength(3);
    expect(reported.map(({ attributes }) => attributes['otel_rum.connection.bytes.sent'])).toEqual([
      3,
      4,
      undefined,
    ]);
    expect(reported.map(({ attributes }) => attributes['otel_rum.connection.messages.sent'])).toEqual([
      1, 1, 0,
    ]);
    expect(reported.map(({ startTime }) => startTime)).toEqual([1_100, 1_200, 1_300]);
    expect(reported.map(({ links }) => links.map(({ spanId }) => Number(spanId)))).toEqual([[], [1], [2]]);
    expect(reported[1]?.attributes).not.toHaveProperty(['otel_rum.connection.open']);
    expect(reported[2]?.attributes).not.toHaveProperty(['otel_rum.incomplete']);
  });
});

test('stopping reports open connections, and nothing after that', () => {
  const connection = connections.start('wss://live.example/');
  connections.stop();
  expect(reported).toMatchObject([{ attributes: { 'otel_rum.incomplete': true } }]);
  connection?.count('sent', 1);
  connection?.end({});
  pageEnd();
  expect(reported).toHaveLength(1);
});
