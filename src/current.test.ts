import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inertRum, type Rum } from './rum.js';

const HOME = Symbol.for('otel-rum');

/** A copy of the library of its own, as two bundles on one page have. */
async function loadCopy() {
  vi.resetModules();
  return import('./current.js');
}
function fakeRum() {
  const calls: unknown[][] = [];
  const verb =
    (name: string) =>
    (...args: unknown[]) =>
      void calls.push([name, ...args]);
  const flushed = Promise.resolve();
  const rum: Rum = {
    ...inertRum,
    captureError: verb('captureError'),
    addEvent: verb('addEvent'),
    log: verb('log'),
    recordDuration: verb('recordDuration'),
    setUser: verb('setUser'),
    setAttributes: verb('setAttributes'),
    setRoute: verb('setRoute'),
    setConsent: verb('setConsent'),
    flush: () => flushed,
    shutdown: () => flushed,
  };
  return { rum, calls, flushed };
}

beforeEach(() => {
  Reflect.deleteProperty(globalThis, HOME);
  // The minimum that distinguishes a page from a server.
  vi.stubGlobal('window', {});
  vi.stubGlobal('document', { createElement: () => {} });
});

describe('getRum() before initRum()', () => {
  it('keeps calls, and hands them over in their order', async () => {
    const { getRum, setRunningRum } = await loadCopy();
    const error = new Error('early');
    getRum().setUser({ id: 'u-1' });
    getRum().captureError(error, { handled: false });
    const { rum, calls } = fakeRum();
    setRunningRum(rum);
    expect(calls).toEqual([
      ['setUser', { id: 'u-1' }],
      ['captureError', error, { handled: false }],
    ]);
  });

  it('keeps when and where each call was made, for as long as it is made up for', async () => {
    const { getRum, setRunningRum, earlyMoment } = await loadCopy();
    vi.stubGlobal('location', { href: 'https://shop.example/a' });
    vi.stubGlobal('performance', { now: () => 120 });
    getRum().addEvent('first');
    vi.stubGlobal('location', { href: 'https://shop.example/b' });
    vi.stubGlobal('performance', { now: () => 950 });
    getRum().captureError(new Error('second'));
    const { rum } = fakeRum();
    const moments: unknown[] = [];
    for (const verb of ['addEvent', 'captureError'] as const)
      rum[verb] = () => void moments.push(earlyMoment());
    setRunningRum(rum);
    getRum().addEvent('later');
    expect(moments).toEqual([[120, 'https://shop.example/a'], [950, 'https://shop.example/b'], undefined]);
  });

  it('keeps a call’s own moment if that is earlier still, and forgets it if the call throws', async () => {
    const { asOf, getRum, setRunningRum, earlyMoment } = await loadCopy();
    asOf([7, 'https://shop.example/first'], () => getRum().addEvent('e'));
    const { rum } = fakeRum();
    let moment: unknown;
    rum.addEvent = () => {
      moment = earlyMoment();
      throw new Error('no');
    };
    expect(() => setRunningRum(rum)).toThrow('no');
    expect(moment).toEqual([7, 'https://shop.example/first']);
    expect(earlyMoment()).toBeUndefined();
  });

  it('hands each call over once', async () => {
    const { getRum, setRunningRum } = await loadCopy();
    getRum().addEvent('early');
    setRunningRum(fakeRum().rum);
    const second = fakeRum();
    setRunningRum(second.rum);
    expect(second.calls).toEqual([]);
  });

  it('keeps the first hundred calls, and no more', async () => {
    const { getRum, setRunningRum } = await loadCopy();
    for (let index = 0; index < 150; index++) getRum().addEvent(`e${index}`);
    const { rum, calls } = fakeRum();
    setRunningRum(rum);
    expect(calls).toHaveLength(100);
    expect(calls[0]).toEqual(['addEvent', 'e0']);
    expect(calls.at(-1)).toEqual(['addEvent', 'e99']);
  });

  it('answers what cannot wait: no session, no trace, a span that records nothing', async () => {
    const { getRum, setRunningRum } = await loadCopy();
    const rum = getRum();
    expect(rum.getSessionId()).toBeUndefined();
    expect(rum.getTraceContext()).toBeUndefined();
    expect(rum.startSpan('upload').isRecording()).toBe(false);
    expect(rum.withSpan('upload', (span) => span.isRecording())).toBe(false);
    expect(rum.withSpan('upload', {}, () => 7)).toBe(7);
    const fake = fakeRum();
    setRunningRum({ ...fake.rum, getSessionId: () => 'abc' });
    expect(rum.getSessionId()).toBe('abc');
    expect(fake.calls).toEqual([]);
  });

  it('settles flush() and shutdown(), which have nothing to do', async () => {
    const { getRum } = await loadCopy();
    await expect(getRum().flush()).resolves.toBeUndefined();
    await expect(getRum().shutdown()).resolves.toBeUndefined();
  });
});

describe('getRum() after initRum()', () => {
  it('is the same object as before, and passes every verb on', async () => {
    const { getRum, setRunningRum, runningRum } = await loadCopy();
    const before = getRum();
    const { rum, calls, flushed } = fakeRum();
    setRunningRum(rum);
    expect(getRum()).toBe(before);
    expect(runningRum()).toBe(rum);
    // Taken off the object, as apps do.
    const { captureError, addEvent, setUser, setAttributes, setRoute, flush } = before;
    captureError('e');
    addEvent('n', { a: 1 });
    setUser(null);
    setAttributes({ b: 2 });
    setRoute('/x');
    expect(calls.map(([name]) => name)).toEqual([
      'captureError',
      'addEvent',
      'setUser',
      'setAttributes',
      'setRoute',
    ]);
    expect(flush()).toBe(flushed);
  });

  it('keeps calls again after a shutdown, for the next one', async () => {
    const { getRum, setRunningRum, runningRum } = await loadCopy();
    setRunningRum(fakeRum().rum);
    setRunningRum(undefined);
    expect(runningRum()).toBeUndefined();
    getRum().addEvent('between');
    const { rum, calls } = fakeRum();
    setRunningRum(rum);
    expect(calls).toEqual([['addEvent', 'between']]);
  });
});

describe('an observer of the page’s Rum', () => {
  it('is one of all copies, from before initRum() until it ends', async () => {
    const first = await loadCopy();
    const second = await loadCopy();
    const listener = () => {};
    const stop = first.getRum().observe(listener);
    expect([...second.observersOf()]).toEqual([listener]);
    stop();
    expect([...second.observersOf()]).toEqual([]);
  });
});

describe('two copies of the library on one page', () => {
  it('share one Rum, and the calls that wait for it', async () => {
    const first = await loadCopy();
    const second = await loadCopy();
    expect(first.getRum).not.toBe(second.getRum);
    first.getRum().addEvent('from the first');
    const { rum, calls } = fakeRum();
    second.setRunningRum(rum);
    expect(calls).toEqual([['addEvent', 'from the first']]);
    expect(first.runningRum()).toBe(rum);
    expect(first.getRum()).toBe(second.getRum());
  });
});

describe('on a server', () => {
  it('getRum() does nothing, and keeps nothing', async () => {
    vi.unstubAllGlobals();
    const { getRum } = await loadCopy();
    const { inertRum } = await import('./rum.js');
    getRum().addEvent('never');
    await getRum().flush();
    expect(getRum()).toBe(inertRum);
    expect(HOME in globalThis).toBe(false);
  });
});
