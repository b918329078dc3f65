import { runInNewContext } from 'node:vm';
import type { Meter } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorDetails, LogRecord } from '../instrumentation.js';
import { createErrorCapture, describeError } from './exceptions.js';

function setup() {
  const events: LogRecord[] = [];
  const add = vi.fn();
  const createCounter = vi.fn(() => ({ add }));
  const logger = { emit: (record: LogRecord) => void events.push(record), enabled: () => true };
  const onReport = vi.fn();
  const capture = createErrorCapture(logger, { createCounter } as unknown as Meter, onReport);
  return { capture, events, add, createCounter, onReport };
}
const attributesOf = (error: unknown, details?: ErrorDetails) => {
  const { capture, events } = setup();
  capture(error, details);
  expect(events).toHaveLength(1);
  return events[0]?.attributes ?? {};
};

/** An ErrorEvent, which Node has not. */
const errorEvent = (fields: object) =>
  Object.assign(Object.create({ [Symbol.toStringTag]: 'ErrorEvent' }), fields) as object;

describe('describeError', () => {
  it('of an error has its name, message and stack', () => {
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
    [{ code: 5, body: { name: 'Ada' } }, 'Object', 'Object {code, body}'],
    [[1, 2], 'Array', 'Array'],
    [{ toJSON: () => 'Ada' }, 'Object', 'Object {toJSON}'],
    [{ 'ada@example.com': 1, 4711: 2, 'Ada Lovelace': 3, ok: 4 }, 'Object', 'Object {…, ok}'],
    [new Event('failed'), 'Event', 'Event'],
    [Object.create(null), 'Object', 'Object {}'],
    [() => 'Ada', 'Function', 'Function'],
    [new Map([['Ada', 1]]), 'Map', 'Map'],
    [new Date(0), 'Date', 'Date {}'],
    [
      new (class HttpFailure {
        status = 500;
        #secret = 'Ada';
        own = () => this.#secret;
      })(),
      'HttpFailure',
      'HttpFailure {status, own}',
    ],
    [new Response('Ada', { status: 500 }), 'Response', 'Response'],
    [Object.assign(Object.create({ [Symbol.toStringTag]: 'Cart' }), { a: 1 }), 'Cart', 'Cart'],
    [{ [Symbol.toStringTag]: 'Ada' }, 'Object', 'Object {…}'],
    [{ message: 'Ada', status: 500 }, 'Object', 'Object {message, status}'],
  ])('of what is no error (%o) gives its type and what it says', (thrown, type, message) => {
    expect(describeError(thrown)).toEqual({
      'exception.type': type,
      'exception.message': message,
      'otel_rum.exception.group': expect.any(String),
    });
  });

  it('of a cyclic object is not empty', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    expect(describeError(loop)).toMatchObject({ 'exception.message': 'Object {self}' });
  });

  it('knows the error of another window, or one that only looks like one', () => {
    const error = { name: 'RangeError', message: 'elsewhere', stack: 'at frame.html' };
    const elsewhere = runInNewContext(
      "Object.assign(new RangeError('elsewhere'), { stack: 'at frame.html' })",
    );
    for (const each of [error, elsewhere, new Proxy(error, {})])
      expect(describeError(each)).toMatchObject({
        'exception.type': 'RangeError',
        'exception.message': 'elsewhere',
        'exception.stacktrace': 'at frame.html',
      });
    expect(describeError({ message: 'nameless', stack: '' })).toMatchObject({ 'exception.type': 'Error' });
  });

  it('cuts a stack that is huge', () => {
    const error = new Error('deep');
    error.stack = 'at f\n'.repeat(100_000);
    expect(String(describeError(error)['exception.stacktrace']).length).toBeLessThan(8_500);
  });

  it.each<[what: string, message: string]>([
    ['a message of 8 KB', 'Ada '.repeat(2_048)],
    ['a message of 10 MB', 'x'.repeat(1e7)],
    ['a message that looks like frames', `    at spoof (https://evil.example/x.js:1:1)\n`.repeat(60)],
  ])('keeps the frames of a stack that begins with %s', (_, message) => {
    const error = new TypeError(message);
    const { 'otel_rum.exception.frames': frames, ...others } = describeError(error);
    expect((frames as string[])[0]).toContain('exceptions.test.ts');
    for (const text of Object.values(others)) expect(String(text).length).toBeLessThan(8_500);
  });

  it('keeps the frames also if the message was changed, and if it occurs in the first frame', () => {
    const error = new Error('y'.repeat(1e5));
    error.message = 'other';
    expect((describeError(error)['otel_rum.exception.frames'] as string[])[0]).toContain(
      'exceptions.test.ts',
    );
    const short = Object.assign(new Error('f'), {
      stack: 'f@https://shop.example/a.js:1:2\ng@https://shop.example/a.js:3:4',
    });
    expect(describeError(short)['otel_rum.exception.frames']).toHaveLength(2);
  });

  it('knows an error whose own properties are like those of an event', () => {
    const error = Object.assign(new SyntaxError('bad'), { lineno: 7, filename: 'data.json', message: 'bad' });
    expect(attributesOf(error)).toMatchObject({
      'exception.type': 'SyntaxError',
      'exception.message': 'bad',
    });
    expect(attributesOf(error)['code.line.number']).toBeUndefined();
  });

  it.each<[message: unknown, expected: string]>([
    [{ code: 'E1', detail: 'Ada' }, 'Object {code, detail}'],
    [['Ada'], 'Array'],
    [undefined, ''],
    [404, '404'],
  ])('takes a message that is no text: %o', (message, expected) => {
    expect(describeError(Object.assign(new Error('x'), { message }))['exception.message']).toBe(expected);
  });

  it('handles names that are no text, and cuts long ones', () => {
    expect(describeError(Object.assign(new Error('x'), { name: { a: 1 } }))['exception.type']).toBe('Error');
    expect(
      String(describeError(Object.assign(new Error('x'), { name: 'N'.repeat(1e6) }))['exception.type']),
    ).toHaveLength(100);
  });

  it('runs nothing of an object: no getter, no toString, no toJSON, no trap that reads', () => {
    const ran = vi.fn(() => 'Ada');
    const traps = new Proxy({ code: 1 }, { get: ran, has: () => Boolean(ran()) });
    class Own {
      toString = ran;
      toJSON = ran;
      [Symbol.toPrimitive] = ran;
      get [Symbol.toStringTag]() {
        return ran();
      }
      get message() {
        return ran();
      }
      get stack() {
        return ran();
      }
      get cause() {
        return ran();
      }
    }
    const own = Object.defineProperty({}, 'message', { get: ran, enumerable: true });
    for (const thrown of [new Own(), own, traps, Object.assign(() => {}, { toString: ran })]) {
      expect(JSON.stringify(describeError(thrown))).not.toContain('Ada');
      expect(JSON.stringify(describeError(new Error('x', { cause: thrown })))).not.toContain('Ada');
    }
    expect(ran).not.toHaveBeenCalled();
  });

  it('reads no more of a large object than the names of its keys', () => {
    const body = { patient: 'x'.repeat(5e6), toJSON: () => 'leak' };
    const { 'exception.message': message } = describeError({ config: { headers: body }, data: body });
    expect(message).toBe('Object {config, data}');
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`k${at}`, at]));
    expect(String(describeError(wide)['exception.message']).length).toBeLessThan(200);
    expect(describeError(Array(1e6).fill('Ada'))['exception.message']).toBe('Array');
    expect(describeError(Object('x'.repeat(1e6)))['exception.message']).toBe('String');
  });

  it('has no secret in its group, which has lost the signs around it', () => {
    const { 'otel_rum.exception.group': group } = describeError(
      new Error('refused {"password":"correct horse battery staple"}'),
    );
    expect(group).not.toMatch(/horse|battery|staple/);
  });

  it('lists the chain of causes, errors or not, nearest first', () => {
    const error = new Error('top', { cause: new TypeError('middle', { cause: { code: 7 } }) });
    expect(describeError(error)['otel_rum.exception.causes']).toEqual(['TypeError: middle', 'Object {code}']);
    expect(describeError(new Error('top', { cause: 'why' }))['otel_rum.exception.causes']).toEqual(['why']);
    expect(describeError(new Error('top', { cause: 0 }))['otel_rum.exception.causes']).toEqual(['0']);
    expect(describeError(new Error('top', { cause: null }))['otel_rum.exception.causes']).toBeUndefined();
  });

  it('lists the errors of an AggregateError, and then their causes', () => {
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

  it('is bounded for long chains and wide lists', () => {
    const deep = Array.from({ length: 100_000 }).reduce<Error>(
      (cause) => new Error('e', { cause }),
      new Error('end'),
    );
    expect(describeError(deep)['otel_rum.exception.causes']).toHaveLength(10);
    const wide = new Error('e', { cause: Array(1e6).fill('same') });
    expect(describeError(wide)['otel_rum.exception.causes']).toHaveLength(10);
  });

  it('handles `errors` and `cause` of any kind', () => {
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

  it('marks errors as handled by default', () => {
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

  const nextTask = () => new Promise((resolve) => setTimeout(resolve, 1));

  it('reports an error again that is thrown again, and what several mechanisms report at once only once', async () => {
    const { capture, events, add, onReport } = setup();
    const error = Object.freeze(new Error('shared'));
    for (let click = 0; click < 3; click++) {
      capture(error, { mechanism: 'react.onCaughtError' });
      capture(error, { mechanism: 'onerror', handled: false });
      await nextTask();
    }
    expect(events).toHaveLength(3);
    expect(add).toHaveBeenCalledTimes(3);
    // Each of the three clicks has failed, whichever report was first.
    expect(onReport.mock.calls.filter(([failure]) => failure === 'Error')).toHaveLength(3);
  });

  it('reports an error also if it is one of a flood', () => {
    const { capture, events, onReport } = setup();
    for (let count = 0; count < 15; count++)
      capture(new Error('again'), { mechanism: 'onerror', handled: false });
    expect(events).toHaveLength(10);
    expect(onReport).toHaveBeenCalledTimes(15);
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
    capture(errorEvent({ ...event, filename: 'https://shop.example/a.js' }));
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

  it('marks errors of cross-origin scripts that the browser withholds', () => {
    const withheld = { message: 'Script error.', filename: '', lineno: 0, colno: 0, error: null };
    expect(attributesOf(errorEvent(withheld))).toMatchObject({
      'exception.message': 'Script error.',
      'otel_rum.exception.cross_origin': true,
      'otel_rum.exception.group': 'Error Script error',
    });
    const own = { ...withheld, error: new Error('Script error.') };
    expect(attributesOf(errorEvent(own))['otel_rum.exception.cross_origin']).toBeUndefined();
  });

  it.each([
    ['Uncaught TypeError: x is not a function', 'TypeError', 'x is not a function'],
    ['TypeError: x is not a function', 'TypeError', 'x is not a function'],
    ['Uncaught Error', 'Error', ''],
    ['Uncaught just text', 'Error', 'just text'],
    ['Uncaught Error: with: signs', 'Error', 'with: signs'],
  ])(
    'parses a browser’s message about an error without an object, as of a worker: %s',
    (message, type, text) => {
      const event = errorEvent({
        error: null,
        message,
        filename: 'https://shop.example/w.js',
        lineno: 3,
        colno: 7,
      });
      expect(attributesOf(event)).toMatchObject({
        'exception.type': type,
        'exception.message': text,
        'otel_rum.exception.frames': ['@https://shop.example/w.js:3:7'],
        'code.file.path': 'https://shop.example/w.js',
      });
    },
  );

  it.each<[what: string, event: object]>([
    [
      'a ResizeObserver',
      {
        message: 'ResizeObserver loop completed with undelivered notifications.',
        filename: 'https://shop.example/',
      },
    ],
    ['an older ResizeObserver', { message: 'ResizeObserver loop limit exceeded', filename: '' }],
    ['a script of another origin', { message: 'Script error.', filename: '' }],
    ['an extension', { message: 'Uncaught TypeError: x', filename: 'chrome-extension://abc/content.js' }],
    [
      'an extension that has the stack',
      {
        message: 'Uncaught Error: x',
        filename: '',
        error: Object.assign(new Error('x'), { stack: 'Error: x\n    at f (moz-extension://abc/c.js:1:2)' }),
      },
    ],
  ])('makes a notice of what nobody can mend in the app: %s', (_, event) => {
    const { capture, events, add, onReport } = setup();
    capture(errorEvent({ error: null, lineno: 1, colno: 1, ...event }), {
      mechanism: 'onerror',
      handled: false,
    });
    expect(events).toMatchObject([{ eventName: 'exception', severityNumber: 9, severityText: 'INFO' }]);
    expect(add).not.toHaveBeenCalled();
    expect(onReport).not.toHaveBeenCalled();
  });

  it('handles a frozen error', () => {
    expect(attributesOf(Object.freeze(new Error('cold')))).toMatchObject({ 'exception.message': 'cold' });
  });
});

describe('a flood of errors', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const suppressed = (events: LogRecord[]) =>
    events.map(({ attributes }) => attributes?.['otel_rum.exception.suppressed']);

  it('is ten events a minute, all are counted, and the next event has the number of suppressed ones', () => {
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
