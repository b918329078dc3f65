// @vitest-environment jsdom
import { metrics } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getRum } from '../index.js';
import { createTestRum, type TestRum } from './create-test-rum.js';

/** Timers that have neither run nor been cleared, with their delays. */
const timers = vi.hoisted(() => {
  const live = new Map<unknown, number | undefined>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  globalThis.setTimeout = ((run: () => void, delay?: number) => {
    const id = set(() => {
      live.delete(id);
      run();
    }, delay);
    live.set(id, delay);
    return id;
  }) as typeof setTimeout;
  globalThis.clearTimeout = (id) => {
    live.delete(id);
    clear(id);
  };
  return live;
});

let rum: TestRum;
afterEach(() => rum?.stop());

describe('createTestRum()', () => {
  it('records spans, events, errors and logs at once, and metrics after flush()', async () => {
    rum = createTestRum({ attributes: { 'app.plan': 'free' } });
    getRum().withSpan('checkout', (span) => {
      span.setAttribute('cart.size', 3);
      getRum().startSpan('inner').end();
    });
    getRum().addEvent('checkout.completed', { 'cart.value': 42.5, tags: ['a'] });
    getRum().captureError(new TypeError('no stock'));
    getRum().log('restored', { level: 'warn' });
    const checkout = rum.spans.one('checkout');
    expect(checkout).toMatchObject({
      kind: 'internal',
      status: 'unset',
      parentSpanId: undefined,
      attributes: { 'cart.size': 3, 'app.plan': 'free', 'session.id': rum.getSessionId() },
    });
    expect(rum.isWithin(rum.spans.one('inner'), checkout)).toBe(true);
    expect(rum.isWithin(checkout, rum.spans.one('inner'))).toBe(false);
    expect(rum.events.one('checkout.completed').attributes).toMatchObject({
      'cart.value': 42.5,
      tags: ['a'],
    });
    expect(rum.errors.one('exception').attributes['exception.message']).toBe('no stock');
    expect(rum.logs.all).toMatchObject([{ body: 'restored', severityNumber: 13 }]);

    metrics.getMeter('shop').createCounter('shop.orders').add(2, { kind: 'film' });
    metrics.getMeter('shop').createHistogram('shop.wait', { unit: 's' }).record(2.5);
    await rum.flush();
    expect(rum.metrics.one('shop.orders').points).toEqual([
      { attributes: { kind: 'film' }, value: 2, count: undefined },
    ]);
    expect(rum.metrics.one('shop.wait')).toMatchObject({ unit: 's', points: [{ value: 2.5, count: 1 }] });
  });

  it('records metrics too where there is no Response, as in the jsdom of Jest', async () => {
    vi.stubGlobal('Response', undefined);
    rum = createTestRum();
    metrics.getMeter('shop').createCounter('shop.orders').add(2);
    getRum().addEvent('opened');
    await rum.flush();
    expect(rum.metrics.one('shop.orders').points).toMatchObject([{ value: 2 }]);
  });

  it('needs no clock to be advanced', () => {
    vi.useFakeTimers();
    try {
      rum = createTestRum();
      getRum().addEvent('opened');
      expect(rum.events.one('opened').name).toBe('opened');
    } finally {
      vi.useRealTimers();
    }
  });

  it('sends nothing, and restores patched functions', async () => {
    const native = vi.fn(async (_url: string) => new Response('{}'));
    vi.stubGlobal('fetch', native);
    rum = createTestRum();
    const patched = globalThis.fetch;
    expect(patched).not.toBe(native);
    await fetch('https://shop.example/api/movies/7');
    await rum.waitForSpan('GET /api/movies/{id}');
    await rum.flush();
    await rum.stop();
    expect(globalThis.fetch).toBe(native);
    expect(native.mock.calls.map(([url]) => url)).toEqual(['https://shop.example/api/movies/7']);
    expect(localStorage.length).toBe(0);
  });

  it('leaves no timer', async () => {
    rum = createTestRum();
    rum.addEvent('opened');
    expect(rum.events.named('opened')).toHaveLength(1);
    expect(timers.size).toBeGreaterThan(0);
    await rum.stop();
    // Those that run at once are over after a task.
    await new Promise((resolve) => setImmediate(resolve));
    expect([...timers.values()].filter(Boolean)).toEqual([]);
  });

  it('goes by the options: consent, sampling, beforeSend', async () => {
    rum = createTestRum({ consent: 'pending' });
    rum.addEvent('asked');
    expect(rum.events.all).toEqual([]);
    rum.setConsent('granted');
    expect(rum.events.one('asked').name).toBe('asked');
    await rum.stop();
    rum = createTestRum({ sampleRate: 0 });
    rum.addEvent('asked');
    expect(rum.events.all).toEqual([]);
    expect(rum.getStatus()).toMatchObject({ isSampled: false, consent: 'granted', serviceName: 'test' });
    await rum.stop();
    rum = createTestRum({ beforeSend: ({ name }) => name !== 'secret' });
    rum.addEvent('secret');
    rum.addEvent('public');
    expect(rum.events.named(/secret|public/).map(({ name }) => name)).toEqual(['public']);
  });

  it('forgets by clear(), and begins each test with nothing', async () => {
    rum = createTestRum();
    rum.addEvent('first');
    expect(rum.events.named('first')).toHaveLength(1);
    rum.clear();
    expect(rum.events.named('first')).toEqual([]);
    rum.addEvent('second');
    await rum.stop();
    rum = createTestRum();
    expect(rum.events.named(/first|second/)).toEqual([]);
  });

  it('names what there is if something is not', () => {
    rum = createTestRum();
    rum.addEvent('cart.opened');
    rum.addEvent('cart.opened');
    expect(() => rum.events.one('cart.open')).toThrow(
      /^no event is named cart\.open; recorded: .*cart\.opened \(2×\)/,
    );
    expect(() => rum.events.one('cart.opened')).toThrow(/^2 events are named cart\.opened/);
  });

  it('refuses to start beside another', () => {
    rum = createTestRum();
    expect(() => createTestRum()).toThrow('runs already');
  });

  it('throws the problems if it does not start', () => {
    expect(() => createTestRum({ endpoint: 'ftp://shop.example' })).toThrow(
      "did not start: option 'endpoint' is",
    );
  });
});
