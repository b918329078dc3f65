import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Rum } from '../rum.js';

interface Stub {
  q: [verb: string, args: unknown[], moment: unknown][];
  stop(): void;
  [verb: string]: unknown;
}

/** When and where all happens. */
const MOMENT = [12, 'https://shop.example/'];
let page: EventTarget;
beforeEach(() => {
  vi.resetModules();
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  vi.stubGlobal('otelRum', undefined);
  vi.stubGlobal('location', { href: 'https://shop.example/' });
  vi.stubGlobal('performance', { now: () => 12 });
});

/** Runs the loader like its inline script, and returns the global that it has set. */
async function load(): Promise<Stub> {
  await import('./loader.js');
  return (globalThis as unknown as { otelRum: Stub }).otelRum;
}
const call = (stub: Stub, verb: string, ...args: unknown[]) =>
  (stub[verb] as (...args: unknown[]) => void)(...args);

describe('the inline loader', () => {
  it('keeps calls in their order', async () => {
    const stub = await load();
    call(stub, 'initRum', { serviceName: 'shop' });
    call(stub, 'setUser', { id: 'u' });
    call(stub, 'addEvent', 'e', { a: 1 });
    expect(stub.q).toEqual([
      ['initRum', [{ serviceName: 'shop' }], MOMENT],
      ['setUser', [{ id: 'u' }], MOMENT],
      ['addEvent', ['e', { a: 1 }], MOMENT],
    ]);
  });

  it.each(['error', 'unhandledrejection', 'securitypolicyviolation'])(
    'keeps each %s until it is stopped',
    async (type) => {
      const stub = await load();
      const event = new Event(type);
      page.dispatchEvent(event);
      expect(stub.q).toEqual([[type, [event], MOMENT]]);
      stub.stop();
      page.dispatchEvent(new Event(type));
      expect(stub.q).toHaveLength(1);
    },
  );

  it('keeps a hundred, and no more', async () => {
    const stub = await load();
    for (let index = 0; index < 150; index++) call(stub, 'addEvent', `e${index}`);
    page.dispatchEvent(new Event('error'));
    expect(stub.q).toHaveLength(100);
    expect(stub.q.at(-1)).toEqual(['addEvent', ['e99'], MOMENT]);
  });

  it('keeps calls also if a page has put something else in the place of `performance`', async () => {
    vi.stubGlobal('performance', {});
    const stub = await load();
    call(stub, 'addEvent', 'e');
    expect(stub.q).toEqual([['addEvent', ['e'], [undefined, 'https://shop.example/']]]);
  });

  it('answers what needs an answer: no session, and a span that records nothing', async () => {
    const stub = await load();
    const ask = stub as unknown as Rum;
    expect(ask.getSessionId()).toBeUndefined();
    expect(ask.getTraceContext()).toBeUndefined();
    await expect(ask.flush()).resolves.toBeUndefined();
    const real = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    const span = ask.startSpan('upload');
    expect(ask.withSpan('upload', (given) => given)).toBe(span);
    expect(ask.withSpan('upload', {}, () => 7)).toBe(7);
    expect(span.spanContext()).toEqual(INVALID_SPAN_CONTEXT);
    expect(span.isRecording()).toBe(false);
    expect(span.setAttribute('a', 1).setStatus({ code: 2 }).updateName('b')).toBe(span);
    span.recordException('no');
    span.end();
    // It has all that a span of OpenTelemetry has.
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(real)))
      expect(Object.keys({ ...span, constructor: true })).toContain(name);
    expect(stub.q).toEqual([]);
  });

  it('leaves a bundle that was there before it in its place', async () => {
    const bundle = { q: [] };
    vi.stubGlobal('otelRum', bundle);
    expect(await load()).toBe(bundle);
  });
});
