import { beforeEach, describe, expect, it, vi } from 'vitest';
import { earlyMoment, setRunningRum } from '../current.js';
import { inertRum } from '../rum.js';
import { replayEarly } from './replay.js';

const rum = { ...inertRum, captureError: vi.fn(), addEvent: vi.fn(), setUser: vi.fn() };
beforeEach(() => {
  vi.stubGlobal('window', {});
  vi.stubGlobal('document', { createElement: () => {} });
  for (const verb of [rum.captureError, rum.addEvent, rum.setUser]) verb.mockReset();
  setRunningRum(rum);
});

/** The loader's stub with these calls in it. */
function stubWith(q: [verb: string, args: unknown[], moment?: unknown][]) {
  const stub = { q, stop: vi.fn() };
  vi.stubGlobal('otelRum', stub);
  return stub;
}

describe('a call that the inline loader has kept', () => {
  it('is handed over in its order, and the loader listens no more', () => {
    const stub = stubWith([
      ['setUser', [{ id: 'u-1' }]],
      ['captureError', ['oops', { handled: true }]],
      ['addEvent', ['e', { a: 1 }]],
    ]);
    const { replay } = replayEarly();
    expect(stub.stop).not.toHaveBeenCalled();
    replay();
    expect(stub.stop).toHaveBeenCalledTimes(1);
    expect(rum.setUser).toHaveBeenCalledWith({ id: 'u-1' });
    expect(rum.captureError).toHaveBeenCalledWith('oops', { handled: true });
    expect(rum.addEvent).toHaveBeenCalledWith('e', { a: 1 });
  });

  it('is made up for as of its own moment', () => {
    const moments: unknown[] = [];
    rum.addEvent.mockImplementation(() => moments.push(earlyMoment()));
    stubWith([
      ['addEvent', ['a'], [3, 'https://shop.example/a']],
      ['addEvent', ['b'], [9, 'https://shop.example/b']],
    ]);
    replayEarly().replay();
    expect(moments).toEqual([
      [3, 'https://shop.example/a'],
      [9, 'https://shop.example/b'],
    ]);
  });

  it('has the options of each early initRum()', () => {
    const options = { serviceName: 'shop', endpoint: '/otlp' };
    stubWith([
      ['addEvent', ['e']],
      ['initRum', [options]],
      ['initRum', []],
    ]);
    expect(replayEarly().initOptions).toEqual([options, undefined]);
  });

  it('becomes an exception if it was an error or a rejection', () => {
    const events = [
      {
        error: new TypeError('early'),
        message: 'Uncaught',
        filename: 'https://shop.example/a.js',
        lineno: 3,
        colno: 7,
      },
      { message: 'Script error.', filename: '', lineno: 0, colno: 0 },
    ];
    stubWith([
      ...events.map((event): [string, unknown[]] => ['error', [event]]),
      ['unhandledrejection', [{ reason: 'why' }]],
    ]);
    replayEarly().replay();
    expect(rum.captureError.mock.calls).toEqual([
      ...events.map((event) => [event, { mechanism: 'onerror', handled: false }]),
      ['why', { mechanism: 'onunhandledrejection', handled: false }],
    ]);
  });

  it('is no exception where an image did not load', () => {
    stubWith([['error', [{}]]]);
    replayEarly().replay();
    expect(rum.captureError).not.toHaveBeenCalled();
  });

  it("becomes an event if it was a violation of the page's policy", () => {
    stubWith([
      [
        'securitypolicyviolation',
        [
          {
            effectiveDirective: 'img-src',
            blockedURI: 'https://ads.example/a.png',
            disposition: 'enforce',
            lineNumber: 3,
            isTrusted: true,
          },
        ],
      ],
      ['securitypolicyviolation', [new Event('securitypolicyviolation')]],
    ]);
    replayEarly().replay();
    expect(rum.addEvent).toHaveBeenCalledTimes(1);
    expect(rum.addEvent).toHaveBeenCalledWith('otel_rum.csp_violation', {
      'otel_rum.csp_violation.effective_directive': 'img-src',
      'otel_rum.csp_violation.blocked_uri': 'https://ads.example/a.png',
      'otel_rum.csp_violation.disposition': 'enforce',
      'code.line.number': 3,
    });
  });

  it('is ignored if the function is unknown', () => {
    stubWith([
      ['dance', []],
      ['addEvent', ['e']],
    ]);
    expect(() => replayEarly().replay()).not.toThrow();
    expect(rum.addEvent).toHaveBeenCalledTimes(1);
  });
});

describe('a page without the loader', () => {
  it.each<[what: string, global: unknown]>([
    ['has no such global', undefined],
    ['uses the name for something else', 'mine'],
    ['uses it for an element', { id: 'otelRum' }],
  ])('has nothing to replay: it %s', (_, value) => {
    vi.stubGlobal('otelRum', value);
    const early = replayEarly();
    expect(early.initOptions).toEqual([]);
    expect(() => early.replay()).not.toThrow();
  });
});
