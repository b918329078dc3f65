import type { Meter } from '@opentelemetry/api';
import { describe, expect, it, vi } from 'vitest';
import type { ErrorDetails, LogRecord } from '../instrumentation.js';
import { createErrorCapture, describeError } from './exceptions.js';

function setup() {
  const events: LogRecord[] = [];
  const add = vi.fn();
  const createCounter = vi.fn(() => ({ add }));
  const logger = { emit: (record: LogRecord) => void events.push(record), enabled: () => true };
  const capture = createErrorCapture(logger, { createCounter } as unknown as Meter);
  return { capture, events, add, createCounter };
}
const attributesOf = (error: unknown, details?: ErrorDetails) => {
  const { capture, events } = setup();
  capture(error, details);
  expect(events).toHaveLength(1);
  return events[0]?.attributes ?? {};
};

describe('describeError', () => {
  it('of an error gives its name, message and stack', () => {
    const error = new TypeError('x is not a function');
    expect(describeError(error)).toEqual({
      'exception.type': 'TypeError',
      'exception.message': 'x is not a function',
      'exception.stacktrace': error.stack,
    });
  });

  it.each<[thrown: unknown, type: string, message: string]>([
    ['a text', 'string', 'a text'],
    ['', 'string', ''],
    [404, 'number', '404'],
    [-0, 'number', '0'],
    [10n, 'bigint', '10'],
    [true, 'boolean', 'true'],
    [undefined, 'undefined', 'undefined'],
    [null, 'null', 'null'],
    [Symbol('s'), 'symbol', 'Symbol(s)'],
    [{ code: 5 }, 'object', '{"code":5}'],
    [[1, 2], 'object', '[1,2]'],
    [{ big: 1n }, 'object', '[object Object]'],
    [{ toJSON: () => undefined }, 'object', '[object Object]'],
    [Object.create(null), 'object', '{}'],
  ])('of what is no error (%o) gives its type and what it says', (thrown, type, message) => {
    expect(describeError(thrown)).toEqual({ 'exception.type': type, 'exception.message': message });
  });

  it('of an object that holds itself gives something', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(describeError(loop)).toMatchObject({ 'exception.message': '[object Object]' });
  });

  it('knows the error of another window, or one that only looks like one', () => {
    const error = { name: 'RangeError', message: 'elsewhere', stack: 'at frame.html' };
    expect(describeError(error)).toMatchObject({
      'exception.type': 'RangeError',
      'exception.message': 'elsewhere',
      'exception.stacktrace': 'at frame.html',
    });
    expect(describeError({ message: 'nameless' })).toMatchObject({ 'exception.type': 'Error' });
  });

  it('cuts a stack that is huge', () => {
    const error = new Error('deep');
    error.stack = 'at f\n'.repeat(100_000);
    expect(String(describeError(error)['exception.stacktrace']).length).toBe(8_192);
  });

  it('gives the chain of causes, errors or not, the nearest first', () => {
    const error = new Error('top', { cause: new TypeError('middle', { cause: { code: 7 } }) });
    expect(describeError(error)['otel_rum.exception.causes']).toEqual(['TypeError: middle', '{"code":7}']);
    expect(describeError(new Error('top', { cause: 'why' }))['otel_rum.exception.causes']).toEqual(['why']);
    expect(describeError(new Error('top', { cause: 0 }))['otel_rum.exception.causes']).toEqual(['0']);
    expect(describeError(new Error('top', { cause: null }))).not.toHaveProperty('otel_rum.exception.causes');
  });

  it('follows five causes at most, and comes to an end where they go in a circle', () => {
    const a = new Error('a');
    const b = new Error('b', { cause: a });
    a.cause = b;
    expect(describeError(a)['otel_rum.exception.causes']).toHaveLength(5);
  });
});

describe('an error whose parts cannot be read', () => {
  const throwing = (name: string) =>
    Object.defineProperty(new Error('readable'), name, {
      get() {
        throw new Error('not this');
      },
    });
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };

  it.each<[what: string, error: unknown]>([
    ['name', throwing('name')],
    ['message', throwing('message')],
    ['stack', throwing('stack')],
    ['cause', throwing('cause')],
    ['anything', revoked()],
  ])('is reported all the same: %s', (_, error) => {
    const attributes = attributesOf(error);
    expect(attributes['exception.type']).toEqual(expect.any(String));
    expect(attributes['exception.message']).toEqual(expect.any(String));
  });
});

describe('captureError', () => {
  it('makes one event of an error, and counts it', () => {
    const { capture, events, add, createCounter } = setup();
    capture(new TypeError('no'), { mechanism: 'onerror', handled: false, componentStack: 'at App' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ eventName: 'exception', severityNumber: 17, severityText: 'ERROR' });
    expect(events[0]?.attributes).toMatchObject({
      'exception.type': 'TypeError',
      'otel_rum.exception.handled': false,
      'otel_rum.exception.mechanism': 'onerror',
      'otel_rum.exception.component_stack': 'at App',
    });
    expect(createCounter).toHaveBeenCalledWith(
      'browser.exceptions',
      expect.objectContaining({ unit: '{exception}' }),
    );
    expect(add.mock.calls).toEqual([[1, { 'error.type': 'TypeError', 'otel_rum.exception.handled': false }]]);
  });

  it('is for handled errors, where the app does not say otherwise', () => {
    const attributes = attributesOf(new Error('caught'));
    expect(attributes).toMatchObject({
      'otel_rum.exception.handled': true,
      'otel_rum.exception.mechanism': 'captureError',
    });
    expect(attributes).not.toHaveProperty('otel_rum.exception.component_stack');
  });

  it('adds the attributes of the app, which cannot hide those of the error', () => {
    const attributes = attributesOf(new Error('real'), {
      attributes: { 'cart.size': 3, 'exception.message': 'fake' },
    });
    expect(attributes).toMatchObject({ 'cart.size': 3, 'exception.message': 'real' });
  });

  it('reports the same error object once, however many handlers bring it', () => {
    const { capture, events, add } = setup();
    const error = new Error('once');
    capture(error, { mechanism: 'onerror' });
    capture(error);
    expect(events).toHaveLength(1);
    expect(add).toHaveBeenCalledTimes(1);
  });

  it('reports two errors that look the same, and a text as often as it is thrown', () => {
    const { capture, events } = setup();
    for (const error of [new Error('twin'), new Error('twin'), 'text', 'text']) capture(error);
    expect(events).toHaveLength(4);
  });

  it('takes a frozen error', () => {
    expect(attributesOf(Object.freeze(new Error('cold')))).toMatchObject({ 'exception.message': 'cold' });
  });
});
