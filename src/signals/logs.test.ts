import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Logger } from '@opentelemetry/api-logs';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../instrumentation.js';
import type { LogData } from '../record.js';
import { createLogs } from './logs.js';

const ORIGIN = 1_700_000_000_000;
const NOW = 5_000;
const clock = {
  pageNow: () => NOW,
  epochNow: () => ORIGIN + NOW,
  toEpoch: (moment: number) => ORIGIN + moment,
};
const spanContext = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 };
const inSpan = (context = spanContext): Context => trace.setSpanContext(ROOT_CONTEXT, context);

type Time = NonNullable<LogRecord['timestamp']>;

/** What becomes of one record. */
function emit(record: LogRecord, activeContext: Context = ROOT_CONTEXT): LogData {
  const emitted: LogData[] = [];
  const logs = createLogs({ clock, activeContext: () => activeContext, onEmit: (log) => emitted.push(log) });
  logs.getLogger('app', '1').emit(record);
  expect(emitted).toHaveLength(1);
  return emitted[0] as LogData;
}

describe('a log record', () => {
  it('is passed on at once with its scope and all fields', () => {
    const record = {
      eventName: 'e',
      severityNumber: 9,
      severityText: 'INFO',
      body: { a: 1 },
      attributes: { b: [1] },
    };
    expect(emit(record)).toMatchObject({ scope: { name: 'app', version: '1' }, ...record });
  });

  it('may say nothing at all', () => {
    expect(emit({})).toMatchObject({ body: undefined, attributes: {}, eventName: undefined });
  });

  it('belongs to the active span', () => {
    expect(emit({}, inSpan()).spanContext).toEqual(spanContext);
    expect(emit({}).spanContext).toBeUndefined();
  });

  it('belongs to the span of its own context, if it has one', () => {
    const other = { ...spanContext, spanId: 'c'.repeat(16) };
    expect(emit({ context: inSpan(other) }, inSpan()).spanContext).toEqual(other);
    expect(emit({ context: ROOT_CONTEXT }, inSpan()).spanContext).toBeUndefined();
  });

  it('does not belong to a span whose ids are no ids', () => {
    expect(emit({}, inSpan({ ...spanContext, traceId: '0'.repeat(32) })).spanContext).toBeUndefined();
  });

  it('has the current time if it has none', () => {
    expect(emit({})).toMatchObject({ timeMillis: ORIGIN + NOW, observedTimeMillis: ORIGIN + NOW });
  });

  it.each<[what: string, time: Time, millis: number]>([
    ['milliseconds since the epoch', ORIGIN + 7.5, ORIGIN + 7.5],
    ['milliseconds of the page', 1_234.5, ORIGIN + 1_234.5],
    ["the page's beginning", 0, ORIGIN],
    ['this very moment of the page', NOW, ORIGIN + NOW],
    ['a Date', new Date(ORIGIN + 3), ORIGIN + 3],
    ['seconds and nanoseconds', [1_700_000_001, 500_000_000], ORIGIN + 1_500],
  ])('takes a time of OpenTelemetry: %s', (_, timestamp, millis) => {
    expect(emit({ timestamp }).timeMillis).toBe(millis);
    expect(emit({ observedTimestamp: timestamp }).observedTimeMillis).toBe(millis);
  });

  it.each<[what: string, time: Time]>([
    ['an invalid Date', new Date(Number.NaN)],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['seconds that are no number', [Number.NaN, 0]],
  ])(
    'is of now where its time is none: %s; written as it is it would spoil the whole batch',
    (_, timestamp) => {
      expect(emit({ timestamp }).timeMillis).toBe(ORIGIN + NOW);
    },
  );

  it('has the attributes of its exception, which those given beside it correct', () => {
    const exception = new RangeError('too far');
    expect(emit({ exception, attributes: { 'exception.message': 'mine', a: 1 } }).attributes).toEqual({
      'exception.type': 'RangeError',
      'exception.message': 'mine',
      'exception.stacktrace': exception.stack,
      a: 1,
    });
  });

  it('accepts any value as an exception', () => {
    expect(emit({ exception: 'broken' }).attributes).toEqual({ 'exception.message': 'broken' });
    expect(emit({ exception: 0 }).attributes).toEqual({ 'exception.message': '0' });
    expect(emit({ exception: null }).attributes).toEqual({});
  });

  it('keeps its attributes as they were', () => {
    const attributes = { a: 1 };
    const log = emit({ attributes });
    attributes.a = 2;
    expect(log.attributes).toEqual({ a: 1 });
  });
});

describe('a logger', () => {
  it("is one of the Logs API's", () => {
    const logs = createLogs({ clock, activeContext: () => ROOT_CONTEXT, onEmit: () => {} });
    const logger: Logger = logs.getLogger('app') as Logger;
    expect(logger.enabled()).toBe(true);
  });
});
