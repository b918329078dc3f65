import { context, ROOT_CONTEXT, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createContextManager } from '../causality/context-manager.js';
import { createUserActions } from '../causality/user-action.js';
import { createGuard } from '../diagnostics/guard.js';
import { createLog } from '../diagnostics/log.js';
import type { SpanRecord } from '../record.js';
import type { Rum } from '../rum.js';
import { createAppVerbs } from './app-verbs.js';
import { createPropagator } from './trace-context.js';
import { createTraces, decideBy } from './traces.js';

const NOW = 5_000;
const clock = { pageNow: () => NOW, epochNow: () => 1e12 + NOW, toEpoch: (at: number) => 1e12 + at };

function setup({
  isAllowed = true,
  earlyAt = undefined as number | undefined,
  tracer = undefined as unknown,
} = {}) {
  const ended: SpanRecord[] = [];
  const emit = vi.fn();
  const manager = createContextManager(createUserActions(clock, () => undefined));
  context.setGlobalContextManager(manager);
  const traces = createTraces({
    clock,
    resource: {},
    decide: decideBy(() => ({ isSampled: true, traceState: '' })),
    onStart: () => {},
    onEnd: (span) => ended.push(span),
    maxAttributes: 128,
    maxValueLength: 1_000,
  });
  const verbs = createAppVerbs({
    tracer: (tracer as Tracer) ?? traces.getTracer('otel-rum'),
    logger: { emit, enabled: () => true },
    propagator: createPropagator(() => isAllowed),
    guard: createGuard(createLog(false)),
    activeContext: () => context.active(),
    earlyAt: () => earlyAt,
  });
  return { ...verbs, withSpan: verbs.withSpan as Rum['withSpan'], ended, emit };
}
beforeEach(() => vi.spyOn(console, 'info').mockReturnValue());
afterEach(() => context.disable());

describe('withSpan()', () => {
  it('runs the function within a span, which is the parent of its spans, and ends it', () => {
    const { withSpan, startSpan, ended } = setup();
    const result = withSpan('outer', { attributes: { a: 1 } }, (outer) => {
      expect(trace.getActiveSpan()).toBe(outer);
      startSpan('inner').end();
      return 7;
    });
    expect(result).toBe(7);
    expect(ended.map(({ name }) => name)).toEqual(['inner', 'outer']);
    expect(ended[0]?.parentSpanContext).toEqual(ended[1]?.spanContext());
    expect(ended[1]).toMatchObject({ attributes: { a: 1 }, status: { code: SpanStatusCode.UNSET } });
    expect(trace.getActiveSpan()).toBeUndefined();
  });

  it('fails the span if the function throws, and rethrows the error', () => {
    const { withSpan, ended } = setup();
    const error = new TypeError('no stock');
    expect(() =>
      withSpan('buy', () => {
        throw error;
      }),
    ).toThrow(error);
    expect(ended).toMatchObject([
      {
        status: { code: SpanStatusCode.ERROR },
        events: [
          {
            name: 'exception',
            attributes: { 'exception.type': 'TypeError', 'exception.message': 'no stock' },
          },
        ],
      },
    ]);
  });

  it('records of a thrown object no values', () => {
    const { withSpan, ended } = setup();
    const thrown = { secret: 's3cret' };
    let caught: unknown;
    try {
      withSpan('buy', () => {
        throw thrown;
      });
    } catch (fault) {
      caught = fault;
    }
    expect(caught).toBe(thrown);
    expect(ended[0]?.events[0]?.attributes).toEqual({ 'exception.message': 'Object {secret}' });
  });

  it('ends the span when the promise settles', async () => {
    const { withSpan, ended } = setup();
    let resolve: (value: number) => void = () => {};
    const answer = withSpan('load', () => new Promise<number>((done) => (resolve = done)));
    await Promise.resolve();
    expect(ended).toEqual([]);
    resolve(3);
    await expect(answer).resolves.toBe(3);
    expect(ended).toHaveLength(1);
    const error = new Error('offline');
    await expect(withSpan('load', () => Promise.reject(error))).rejects.toBe(error);
    expect(ended[1]?.status.code).toBe(SpanStatusCode.ERROR);
  });

  it('runs the function also if no span can be made', () => {
    const { withSpan } = setup({
      tracer: {
        startSpan() {
          throw new Error('a fault of the SDK');
        },
      },
    });
    expect(withSpan('x', (span) => span.isRecording())).toBe(false);
  });
});

describe('recordDuration()', () => {
  it.each<[earlyAt: number | undefined, end: number]>([
    [undefined, NOW],
    [3_000, 3_000],
  ])('is a span from the start until the call, made at %s', (earlyAt, end) => {
    const { recordDuration, ended } = setup({ earlyAt });
    recordDuration('map.ready', 1_250, { 'map.tiles': 3 });
    expect(ended).toMatchObject([
      {
        name: 'map.ready',
        attributes: { 'map.tiles': 3 },
        startTime: [1e9 + 1, 250_000_000],
        endTime: [1e9 + end / 1_000, 0],
      },
    ]);
  });
});

describe('log()', () => {
  it.each<[level: undefined | 'trace' | 'warn' | 'fatal', text: string, number: number]>([
    [undefined, 'info', 9],
    ['trace', 'trace', 1],
    ['warn', 'warn', 13],
    ['fatal', 'fatal', 21],
    ['warning' as 'warn', 'warning', 9],
  ])('has the severity of its level: %s', (level, severityText, severityNumber) => {
    const { log, emit } = setup();
    log('the cart was restored', { ...(level && { level }), attributes: { a: 1 } });
    expect(emit).toHaveBeenCalledExactlyOnceWith({
      body: 'the cart was restored',
      severityText,
      severityNumber,
      attributes: { a: 1 },
    });
  });
});

describe('getTraceContext()', () => {
  it('names the active span, and has its headers', () => {
    const { withSpan, getTraceContext } = setup();
    withSpan('x', (span) => {
      const { traceId, spanId } = span.spanContext();
      expect(getTraceContext()).toEqual({ traceId, spanId, traceparent: `00-${traceId}-${spanId}-03` });
    });
  });

  it('is undefined without a span, and while consent is denied', () => {
    expect(context.with(ROOT_CONTEXT, setup().getTraceContext)).toBeUndefined();
    const { withSpan, getTraceContext } = setup({ isAllowed: false });
    expect(withSpan('x', getTraceContext)).toBeUndefined();
  });
});
