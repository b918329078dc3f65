import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from './log.js';
import type { Report } from './report.js';

const consoleOutput = {
  warn: vi.fn(),
  info: vi.fn(),
  groupCollapsed: vi.fn(),
  dir: vi.fn(),
  groupEnd: vi.fn(),
};
beforeEach(() => {
  for (const method of Object.values(consoleOutput)) method.mockReset();
  vi.stubGlobal('console', consoleOutput);
});

// The test runner wants its console back.
afterEach(() => vi.unstubAllGlobals());

describe('a warning', () => {
  it('is said once, however often it is given', () => {
    const log = createLog(false);
    log.warn('no endpoint');
    log.warn('no endpoint');
    log.warn('another');
    expect(consoleOutput.warn.mock.calls).toEqual([
      ['[otel-rum]', 'no endpoint'],
      ['[otel-rum]', 'another'],
    ]);
  });
});

describe('a debug message', () => {
  it('is not said in production', () => {
    createLog(false).debug('hello', 1);
    expect(consoleOutput.info).not.toHaveBeenCalled();
  });

  it('is logged in debug mode, each time, with its detail if there is one', () => {
    const log = createLog(true);
    log.debug('hello');
    log.debug('hello', 0);
    expect(consoleOutput.info.mock.calls).toEqual([
      ['[otel-rum]', 'hello'],
      ['[otel-rum]', 'hello', 0],
    ]);
  });
});

describe('a note', () => {
  const make = vi.fn(() => ({ text: 'captured GET /' }));
  beforeEach(() => void make.mockClear());

  it('is not created if it would not be logged', () => {
    const observers = new Set<() => void>();
    const log = createLog(false, observers);
    log.debug(make);
    expect(make).not.toHaveBeenCalled();
    observers.add(() => {});
    log.debug(make);
    expect(make).toHaveBeenCalledOnce();
  });

  it('is one line in debug mode', () => {
    createLog(true).debug(make);
    expect(consoleOutput.info.mock.calls).toEqual([['[otel-rum]', 'captured GET /']]);
  });

  it.each<[detail: Report['detail'], shown: unknown]>([
    [{ about: 'record', signal: 'traces', otlp: '{"name":"GET /"}' }, { name: 'GET /' }],
    [
      { about: 'batch', signal: 'logs', records: 2, outcome: 'sent', size: 10 },
      { about: 'batch', signal: 'logs', records: 2, outcome: 'sent', size: 10 },
    ],
  ])('of a record or a batch is a collapsed group: %o', (detail, shown) => {
    createLog(true).debug(() => ({ text: 'one', detail }));
    expect(consoleOutput.groupCollapsed.mock.calls).toEqual([['[otel-rum]', 'one']]);
    expect(consoleOutput.dir.mock.calls).toEqual([[shown]]);
    expect(consoleOutput.groupEnd).toHaveBeenCalledOnce();
    expect(consoleOutput.info).not.toHaveBeenCalled();
  });
});

describe('an observer', () => {
  it('is called with everything, also in production, and may throw', () => {
    const observer = vi.fn(() => {
      throw new Error('no');
    });
    const second = vi.fn();
    const log = createLog(false, new Set([observer, second]));
    const detail = { about: 'record', signal: 'traces', otlp: '{}' } as const;
    log.debug(() => ({ text: 'captured GET /', detail }));
    log.debug('internal error', 'why');
    log.warn('no endpoint');
    log.warn('no endpoint');
    const reports = [
      [{ text: 'captured GET /', isWarning: false, detail }],
      [{ text: 'internal error', isWarning: false, detail: 'why' }],
      [{ text: 'no endpoint', isWarning: true }],
    ];
    expect(observer.mock.calls).toEqual(reports);
    expect(second.mock.calls).toEqual(reports);
    expect(consoleOutput.info).not.toHaveBeenCalled();
  });
});

describe('a page that has taken the console away', () => {
  it.each<[what: string, console: unknown]>([
    [
      'throws',
      {
        warn: () => {
          throw new Error('no');
        },
        info: () => {
          throw new Error('no');
        },
      },
    ],
    ['is empty', {}],
    ['is not there', undefined],
  ])('hears nothing, and nothing is thrown: it %s', (_, replaced) => {
    vi.stubGlobal('console', replaced);
    const log = createLog(true);
    expect(() => log.warn('a')).not.toThrow();
    expect(() => log.debug('b')).not.toThrow();
  });
});
