import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from './log.js';

const consoleOutput = { warn: vi.fn(), info: vi.fn() };
beforeEach(() => {
  consoleOutput.warn.mockReset();
  consoleOutput.info.mockReset();
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

describe('what is for debugging', () => {
  it('is not said in production', () => {
    createLog(false).debug('hello', 1);
    expect(consoleOutput.info).not.toHaveBeenCalled();
  });

  it('is said in debug mode, each time, with its detail where there is one', () => {
    const log = createLog(true);
    log.debug('hello');
    log.debug('hello', 0);
    expect(consoleOutput.info.mock.calls).toEqual([
      ['[otel-rum]', 'hello'],
      ['[otel-rum]', 'hello', 0],
    ]);
  });
});

describe('an observer', () => {
  it('is called with everything, also in production, and may throw', () => {
    const observer = vi.fn(() => {
      throw new Error('no');
    });
    const second = vi.fn();
    const log = createLog(false, new Set([observer, second]));
    const detail = { about: 'record', signal: 'traces', otlp: '{}' };
    log.debug('captured GET /', detail);
    log.warn('no endpoint');
    log.warn('no endpoint');
    const reports = [
      [{ text: 'captured GET /', isWarning: false, detail }],
      [{ text: 'no endpoint', isWarning: true, detail: undefined }],
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
