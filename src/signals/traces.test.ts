import { defaultTextMapSetter, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { createClock } from '../browser/clock.js';
import type { SpanRecord } from '../record.js';
import { createPropagator } from './trace-context.js';
import { createTraces, decideBy, type Sampling } from './traces.js';

function setup(sampling: Partial<Sampling> = {}) {
  const started: Span[] = [];
  const ended: SpanRecord[] = [];
  const decision = { isSampled: true, traceState: 'th:0', ...sampling };
  const traces = createTraces({
    clock: createClock(),
    resource: {},
    decide: decideBy(() => decision),
    onStart: (span) => started.push(span),
    onEnd: (span) => ended.push(span),
    maxAttributes: 4,
    maxValueLength: 10,
  });
  return { tracer: traces.getTracer('app', '1'), started, ended, decision };
}
const remote = (traceState?: string) =>
  trace.setSpanContext(ROOT_CONTEXT, {
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    traceFlags: 1,
    isRemote: true,
    ...(traceState && { traceState: createPropagatedState(traceState) }),
  });
/** A trace state as the propagator reads it from a header. */
function createPropagatedState(tracestate: string) {
  const carrier = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tracestate };
  const getter = {
    keys: () => Object.keys(carrier),
    get: (_: unknown, key: string) => carrier[key as keyof typeof carrier],
  };
  const extracted = createPropagator().extract(ROOT_CONTEXT, carrier, getter);
  const state = trace.getSpanContext(extracted)?.traceState;
  if (!state) throw new Error('no trace state');
  return state;
}

describe('a span', () => {
  it('is reported at its start and at its end', () => {
    const { tracer, started, ended } = setup();
    const span = tracer.startSpan('click');
    expect(started).toEqual([span]);
    expect(ended).toEqual([]);
    span.end();
    expect(ended).toMatchObject([{ name: 'click', instrumentationScope: { name: 'app', version: '1' } }]);
  });

  it('has the attributes, and the length of values, that the limits allow', () => {
    const { tracer, ended } = setup();
    tracer.startSpan('s', { attributes: { a: 'x'.repeat(20), b: ['y'.repeat(20)], c: 1, d: 1, e: 1 } }).end();
    expect(ended[0]).toMatchObject({
      attributes: { a: 'x'.repeat(10), b: ['y'.repeat(10)], c: 1, d: 1 },
      droppedAttributesCount: 1,
    });
  });

  it('keeps the moments that it is given, to the fraction of a millisecond', () => {
    const { tracer, ended } = setup();
    tracer.startSpan('s', { startTime: 1_700_000_000_999.75 }).end(1_700_000_001_000.25);
    expect(ended[0]).toMatchObject({
      startTime: [1_700_000_000, 999_750_000],
      endTime: [1_700_000_001, 250_000],
    });
  });

  it('keeps a moment from before the page, as after a correction of the clock', () => {
    const { tracer, ended } = setup();
    const moment = performance.timeOrigin - 3_600_000;
    tracer.startSpan('s', { startTime: moment }).end(moment + 5);
    expect(ended[0]?.startTime[0]).toBe(Math.floor(moment / 1_000));
  });
});

describe('a session that is sampled out', () => {
  it('records no span, and sends the unset flag to servers', () => {
    const { tracer, started, ended } = setup({ isSampled: false, traceState: '' });
    const span = tracer.startSpan('click');
    span.end();
    expect(started).toEqual([]);
    expect(ended).toEqual([]);
    const headers: Record<string, string> = {};
    createPropagator().inject(trace.setSpan(ROOT_CONTEXT, span), headers, defaultTextMapSetter);
    expect(headers.traceparent).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-02$/);
    expect(headers.tracestate).toBeUndefined();
  });

  it('keeps one trace id from parent to child all the same', () => {
    const { tracer } = setup({ isSampled: false });
    const parent = tracer.startSpan('click');
    const child = tracer.startSpan('fetch', {}, trace.setSpan(ROOT_CONTEXT, parent));
    expect(child.spanContext().traceId).toBe(parent.spanContext().traceId);
  });
});

describe('the decision', () => {
  it('is made anew for every span: a page may live through several sessions', () => {
    const { tracer, ended, decision } = setup();
    tracer.startSpan('one').end();
    decision.isSampled = false;
    tracer.startSpan('two').end();
    decision.isSampled = true;
    tracer.startSpan('three').end();
    expect(ended.map(({ name }) => name)).toEqual(['one', 'three']);
  });

  it('is written as the member ot of tracestate, before the members of others, in place of an older one', () => {
    const { tracer } = setup({ traceState: 'th:8;rv:0123456789abcd' });
    const stateOf = (parent: ReturnType<typeof remote>) =>
      tracer.startSpan('s', {}, parent).spanContext().traceState?.serialize();
    expect(stateOf(ROOT_CONTEXT)).toBe('ot=th:8;rv:0123456789abcd');
    expect(stateOf(remote('vendor=x,ot=th:c'))).toBe('ot=th:8;rv:0123456789abcd,vendor=x');
  });

  it('keeps the trace state of the parent if it has nothing to add', () => {
    const { tracer } = setup({ traceState: '' });
    const span = tracer.startSpan('s', {}, remote('vendor=x'));
    expect(span.spanContext().traceState?.serialize()).toBe('vendor=x');
  });
});

describe('the tracer', () => {
  it('has the parent of the given context, remote ones too', () => {
    const { tracer, ended } = setup();
    tracer.startSpan('documentFetch', {}, remote()).end();
    expect(ended[0]?.spanContext().traceId).toBe('a'.repeat(32));
    expect(ended[0]?.parentSpanContext).toMatchObject({ spanId: 'b'.repeat(16), isRemote: true });
  });

  it('starts a trace of its own with root: true', () => {
    const { tracer, ended } = setup();
    tracer.startSpan('click', { root: true }, remote()).end();
    expect(ended[0]?.spanContext().traceId).not.toBe('a'.repeat(32));
    expect(ended[0]?.parentSpanContext).toBeUndefined();
  });
});
