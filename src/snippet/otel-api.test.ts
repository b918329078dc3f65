import * as official from '@opentelemetry/api';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as own from './otel-api.js';

const GLOBAL = Symbol.for('opentelemetry.js.api.1');
const home = globalThis as { [GLOBAL]?: Record<string, unknown> };
afterEach(() => {
  delete home[GLOBAL];
});

const KEYS = ['a', 'b', 'OpenTelemetry Context Key SPAN'];

describe('the API inside the script', () => {
  it('has the numbers of the official enums', () => {
    for (const name of ['SpanKind', 'SpanStatusCode', 'ValueType', 'TraceFlags'] as const) {
      const expected = Object.entries(official[name]).filter(([key]) => Number.isNaN(Number(key)));
      expect(own[name]).toEqual(Object.fromEntries(expected));
    }
  });

  it('has contexts that hold what official ones hold, after any changes', () => {
    const change = fc.record({ key: fc.constantFrom(...KEYS), value: fc.option(fc.integer()) });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const all = [own, official].map(({ ROOT_CONTEXT, createContextKey }) =>
          changes.reduce((context, { key, value }) => {
            const symbol = createContextKey(key);
            return value === null ? context.deleteValue(symbol) : context.setValue(symbol, value);
          }, ROOT_CONTEXT),
        );
        const values = all.map((context) => KEYS.map((key) => context.getValue(own.createContextKey(key))));
        expect(values[0]).toEqual(values[1]);
        expect(own.ROOT_CONTEXT.getValue(own.createContextKey('a'))).toBeUndefined();
      }),
    );
  });

  it('finds the span that an official copy has put into a context, and the other way round', () => {
    const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    for (const [writer, reader] of [
      [own, official],
      [official, own],
    ] as const) {
      const context = writer.trace.setSpanContext(writer.ROOT_CONTEXT, spanContext);
      expect(reader.trace.getSpanContext(context)).toEqual(spanContext);
      expect(reader.trace.getSpan(reader.trace.deleteSpan(context))).toBeUndefined();
    }
  });

  it('judges ids as the official one does', () => {
    const id = fc.oneof(
      ...[16, 32, 31].map((length) => fc.stringMatching(new RegExp(`^[0-9a-fA-Fg]{${length}}$`))),
      fc.constantFrom('0'.repeat(32), '0'.repeat(16), '', undefined, null, 7),
    );
    fc.assert(
      fc.property(id, id, (traceId, spanId) => {
        const spanContext = { traceId, spanId, traceFlags: 0 } as official.SpanContext;
        expect(own.isSpanContextValid(spanContext)).toBe(official.isSpanContextValid(spanContext));
      }),
      { numRuns: 2_000 },
    );
    expect(own.isSpanContextValid(own.INVALID_SPAN_CONTEXT)).toBe(false);
    expect(own.INVALID_SPAN_CONTEXT).toEqual(official.INVALID_SPAN_CONTEXT);
  });

  it('has spans that record nothing, with every method of official ones', () => {
    const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
    const [span, expected] = [own, official].map(({ trace }) => trace.wrapSpanContext(spanContext)) as [
      official.Span,
      official.Span,
    ];
    const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(expected)).filter((name) =>
      /^[a-z]/.test(name),
    );
    for (const method of methods.filter((name) => name !== 'constructor')) {
      const call = (of: official.Span) => (of[method as keyof official.Span] as () => unknown)();
      const [mine, theirs] = [call(span), call(expected)];
      if (theirs === expected) expect(mine, method).toBe(span);
      else expect(mine, method).toEqual(theirs);
    }
    expect(methods).toContain('spanContext');
  });

  it('runs a function in a context by the page’s context manager, and without one all the same', () => {
    const add = function (this: { base: number }, a: number, b: number) {
      return this.base + a + b;
    };
    expect(own.context.with(own.ROOT_CONTEXT, add, { base: 1 }, 2, 3)).toBe(6);
    expect(own.context.active()).toBe(own.ROOT_CONTEXT);
    const manager = {
      active: vi.fn(() => official.ROOT_CONTEXT),
      with: vi.fn(() => 42),
      bind: vi.fn(),
      enable: vi.fn(),
      disable: vi.fn(),
    };
    official.context.setGlobalContextManager(manager as unknown as official.ContextManager);
    expect(own.context.active()).toBe(official.ROOT_CONTEXT);
    expect(own.context.with(own.ROOT_CONTEXT, add, { base: 1 }, 2, 3)).toBe(42);
    expect(manager.with).toHaveBeenCalledWith(own.ROOT_CONTEXT, add, { base: 1 }, 2, 3);
  });

  it('registers a provider where official copies find it, and removes it', () => {
    const provider = { getTracer: vi.fn() };
    expect(own.trace.setGlobalTracerProvider(provider)).toBe(true);
    expect(home[GLOBAL]?.trace).toBe(provider);
    expect(own.trace.setGlobalTracerProvider({ getTracer: vi.fn() })).toBe(false);
    own.trace.disable();
    expect(home[GLOBAL]).not.toHaveProperty('trace');
  });

  it('leaves the global of another version to the caller', () => {
    home[GLOBAL] = { version: '1.9.0' };
    expect(own.trace.setGlobalTracerProvider({ getTracer: vi.fn() })).toBe(false);
    expect(home[GLOBAL]).toEqual({ version: '1.9.0' });
  });

  it('reads and writes carriers as the official one does', () => {
    for (const { defaultTextMapGetter: getter, defaultTextMapSetter: setter } of [own, official]) {
      const carrier: Record<string, string> = {};
      setter.set(carrier, 'a', '1');
      setter.set(undefined, 'a', '1');
      expect([getter.get(carrier, 'a'), getter.get(undefined, 'a')]).toEqual(['1', undefined]);
      expect([getter.keys(carrier), getter.keys(undefined)]).toEqual([['a'], []]);
    }
  });
});
