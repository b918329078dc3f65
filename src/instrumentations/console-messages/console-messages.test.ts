import { ROOT_CONTEXT } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// The timers that the library captures when it is loaded are the mocked ones.
vi.hoisted(() => {
  vi.useFakeTimers();
});

import type { PageView } from '../../context/page-view.js';
import { createGuard } from '../../diagnostics/guard.js';
import { createLog } from '../../diagnostics/log.js';
import type { InstrumentationContext, LogRecord } from '../../instrumentation.js';
import { type ConsoleMessagesOptions, consoleMessages } from './console-messages.js';

let target: EventTarget;
let reported: LogRecord[];
let view: PageView;
let pageEnd: () => void;
let stop: (() => void) | undefined;
const consoleOutput = { log: vi.fn(), warn: vi.fn(), error: vi.fn() };
let native: typeof consoleOutput;

beforeEach(() => {
  target = new EventTarget();
  reported = [];
  view = {} as PageView;
  for (const method of Object.values(consoleOutput)) method.mockReset();
  native = { ...consoleOutput };
  vi.stubGlobal('window', target);
  // The test runner wants its console back.
  vi.stubGlobal('console', native);
});
afterEach(() => {
  stop?.();
  vi.clearAllTimers();
  vi.unstubAllGlobals();
});

const start = (options?: ConsoleMessagesOptions) => {
  stop = consoleMessages(options).setup({
    logger: { emit: (record: LogRecord) => reported.push(record), enabled: () => true },
    clock: { epochNow: () => 1_700_000_000_000 },
    page: { current: () => view },
    activeContext: () => ROOT_CONTEXT,
    guard: createGuard({ warn: () => {}, debug: () => {} }),
    onPageEnd: (callback: () => void) => {
      pageEnd = callback;
    },
  } as unknown as InstrumentationContext) as () => void;
};
const bodies = () => reported.map(({ body }) => body);
const fire = (type: string, fields: object) => target.dispatchEvent(Object.assign(new Event(type), fields));

describe('a message on the console', () => {
  it('is an event with its text, its method and its severity', () => {
    start();
    console.warn('stock is low: %d', 3);
    console.error('no stock');
    console.log('not reported');
    expect(reported).toEqual([
      {
        eventName: 'browser.console',
        severityNumber: 13,
        severityText: 'warn',
        timestamp: 1_700_000_000_000,
        body: 'stock is low: 3',
        attributes: { 'browser.console.method': 'warn' },
        context: ROOT_CONTEXT,
        exception: undefined,
      },
      expect.objectContaining({ severityNumber: 17, body: 'no stock' }),
    ]);
  });

  it('is reported for the methods that the app has chosen', () => {
    start({ levels: ['log'] });
    console.log('reported');
    console.warn('not reported');
    expect(bodies()).toEqual(['reported']);
  });

  it('reaches the console as it was: the same receiver, arguments and result', () => {
    start();
    consoleOutput.warn.mockImplementation(function (this: unknown, ...args: unknown[]) {
      return [this, ...args];
    });
    const receiver = {};
    const args = ['a', {}, undefined];
    expect(console.warn.apply(receiver, args)).toEqual([receiver, ...args]);
  });

  it('that throws in the page’s own console still throws, and is not reported', () => {
    start();
    consoleOutput.error.mockImplementation(() => {
      throw new Error('own console');
    });
    expect(() => console.error('a')).toThrow('own console');
    expect(reported).toEqual([]);
  });

  it('is not reported if otel-rum itself has logged it', () => {
    start();
    createLog(true).warn('no endpoint');
    expect(consoleOutput.warn).toHaveBeenCalledTimes(1);
    expect(reported).toEqual([]);
  });

  it('is reported at most 100 times per page view', () => {
    start();
    for (let count = 0; count < 150; count++) console.warn('again');
    expect(reported).toHaveLength(100);
    view = {} as PageView;
    console.warn('again');
    expect(reported).toHaveLength(101);
  });
});

describe('an error among the arguments', () => {
  it('is reported with the message, after its task', () => {
    start();
    const error = new RangeError('too long');
    console.error('cannot save', error);
    expect(reported).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(reported).toMatchObject([{ body: 'cannot save RangeError: too long', exception: error }]);
  });

  it('is reported at page end too, once', () => {
    start();
    console.error(new Error('late'));
    pageEnd();
    vi.advanceTimersByTime(0);
    expect(bodies()).toEqual(['Error: late']);
  });

  it.each(['error', 'unhandledrejection'])('is not reported twice if it is also unhandled: %s', (type) => {
    start();
    const before = new Error('logged, then thrown');
    console.error(before);
    fire(type, type === 'error' ? { error: before } : { reason: before });
    const after = new Error('thrown, then logged');
    fire(type, type === 'error' ? { error: after } : { reason: after });
    console.error('uncaught:', after);
    vi.advanceTimersByTime(0);
    expect(reported).toEqual([]);
  });

  it('that logs something while it is read is still reported', () => {
    start();
    const error = new Error('x');
    Object.defineProperty(error, 'message', {
      get() {
        console.error('reading', error);
        return 'read';
      },
    });
    console.error(error);
    vi.advanceTimersByTime(0);
    expect(bodies()).toEqual(['Error: read']);
  });
});

it('the teardown restores the console, and reports waiting messages', () => {
  start();
  console.error(new Error('waits'));
  stop?.();
  expect(native).toEqual(consoleOutput);
  console.error('not reported');
  expect(bodies()).toEqual(['Error: waits']);
});

it.each<[what: string, console: unknown]>([
  ['none', undefined],
  ['an empty one', {}],
  ['a frozen one', Object.freeze({ warn: () => {}, error: () => {} })],
])('where the page has %s in place of a console, nothing is thrown', (_, replaced) => {
  vi.stubGlobal('console', replaced);
  expect(() => start()).not.toThrow();
  expect(() => stop?.()).not.toThrow();
});
