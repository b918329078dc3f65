import type { Meter } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
      'otel_rum.exception.group': expect.stringContaining('TypeError function'),
      'otel_rum.exception.frames': expect.arrayContaining([
        expect.stringMatching(/^[^@]*@.*exceptions\.test\.ts:\d+:\d+$/),
      ]),
    });
  });

  it.each<[thrown: unknown, type: string, message: string]>([
    ['a text', 'String', 'a text'],
    ['', 'String', ''],
    [404, 'Number', '404'],
    [-0, 'Number', '0'],
    [10n, 'BigInt', '10'],
    [true, 'Boolean', 'true'],
    [undefined, 'Undefined', 'undefined'],
    [null, 'Null', 'null'],
    [Symbol('s'), 'Symbol', 'Symbol(s)'],
    [{ code: 5 }, 'Object', '{"code":5}'],
    [[1, 2], 'Array', '[1,2]'],
    [{ big: 1n }, 'Object', '[object Object]'],
    [{ toJSON: () => undefined }, 'Object', '[object Object]'],
    [new Event('failed'), 'Event', '{}'],
    [Object.create(null), 'Object', '{}'],
  ])('of what is no error (%o) gives its type and what it says', (thrown, type, message) => {
    expect(describeError(thrown)).toEqual({
      'exception.type': type,
      'exception.message': message,
      'otel_rum.exception.group': expect.any(String),
    });
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
    expect(describeError(new Error('top', { cause: null }))['otel_rum.exception.causes']).toBeUndefined();
  });

  it('gives the errors of an AggregateError, and their causes after them', () => {
    const first = new TypeError('mirror 1', { cause: new Error('offline') });
    const all = new AggregateError([first, 'mirror 2'], 'no mirror', { cause: 'night' });
    expect(describeError(all)['otel_rum.exception.causes']).toEqual([
      'night',
      'TypeError: mirror 1',
      'mirror 2',
      'Error: offline',
    ]);
    const many = new AggregateError(Array.from({ length: 1_000_000 }, () => 'same'));
    expect(describeError(many)['otel_rum.exception.causes']).toHaveLength(10);
  });

  it('takes `errors` and `cause` of any kind', () => {
    const odd = Object.assign(new Error('form'), { errors: { name: 'missing' }, cause: ['a', 'b'] });
    expect(describeError(odd)['otel_rum.exception.causes']).toEqual(['a', 'b']);
  });

  it('follows ten causes at most, and comes to an end where they go in a circle', () => {
    const a = new Error('a');
    const b = new Error('b', { cause: a });
    a.cause = b;
    expect(describeError(a)['otel_rum.exception.causes']).toHaveLength(10);
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
      'otel_rum.exceptions',
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
    expect(attributes['otel_rum.exception.component_stack']).toBeUndefined();
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

  it('opens the event of an uncaught error: the same object thrown is reported once', () => {
    const { capture, events } = setup();
    const error = new TypeError('thrown');
    const event = { error, message: 'Uncaught TypeError: thrown', lineno: 3, colno: 7 };
    capture({ ...event, filename: 'https://shop.example/a.js' });
    capture(error);
    expect(events.map(({ attributes }) => attributes)).toEqual([
      expect.objectContaining({
        'exception.message': 'thrown',
        'code.file.path': 'https://shop.example/a.js',
        'code.line.number': 3,
        'code.column.number': 7,
      }),
    ]);
    expect(events[0]?.attributes?.['otel_rum.exception.cross_origin']).toBeUndefined();
  });

  it('says where the browser withheld the error of another origin’s script', () => {
    const withheld = { message: 'Script error.', filename: '', lineno: 0, colno: 0, error: null };
    expect(attributesOf(withheld)).toMatchObject({
      'exception.message': 'Script error.',
      'otel_rum.exception.cross_origin': true,
      'otel_rum.exception.group': 'String Script error',
    });
    const told = { message: 'ResizeObserver loop limit exceeded', filename: '', lineno: 0, colno: 0 };
    expect(attributesOf(told)['otel_rum.exception.cross_origin']).toBeUndefined();
    const own = { ...withheld, error: new Error('Script error.') };
    expect(attributesOf(own)['otel_rum.exception.cross_origin']).toBeUndefined();
  });

  it('takes a frozen error', () => {
    expect(attributesOf(Object.freeze(new Error('cold')))).toMatchObject({ 'exception.message': 'cold' });
  });
});

describe('a flood of errors', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const suppressed = (events: LogRecord[]) =>
    events.map(({ attributes }) => attributes?.['otel_rum.exception.suppressed']);

  it('is ten events a minute, all are counted, and the next event tells how many were held back', () => {
    const { capture, events, add } = setup();
    const flood = (frames: number) => {
      for (let frame = 0; frame < frames; frame++) capture(new Error(`frame ${frame} failed`));
    };
    flood(600);
    expect(events).toHaveLength(10);
    expect(add).toHaveBeenCalledTimes(600);
    vi.advanceTimersByTime(60_000);
    flood(12);
    expect(events).toHaveLength(20);
    expect(suppressed(events)).toEqual([...Array(10), 590, ...Array(9)]);
    vi.advanceTimersByTime(60_000);
    flood(1);
    expect(suppressed(events).at(-1)).toBe(2);
    expect(add).toHaveBeenCalledTimes(613);
  });

  it('does not hold other kinds of errors back', () => {
    const { capture, events } = setup();
    for (let count = 0; count < 50; count++) capture(new Error('again'));
    capture(new TypeError('again'));
    capture(new Error('other'));
    expect(events).toHaveLength(12);
    expect(suppressed(events)).toEqual(Array(12));
  });

  it('of ever new kinds is bounded too', () => {
    const { capture, events, add } = setup();
    const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]);
    for (let kind = 1_000; kind < 6_000; kind++) capture(new Error(letters(kind).join('')));
    expect(events).toHaveLength(110);
    expect(add).toHaveBeenCalledTimes(5_000);
  });

  it('is over when the clock is set back', () => {
    const { capture, events } = setup();
    for (let count = 0; count < 11; count++) capture('again');
    vi.setSystemTime(Date.now() - 3_600_000);
    capture('again');
    expect(suppressed(events)).toEqual([...Array(10), 1]);
  });
});
