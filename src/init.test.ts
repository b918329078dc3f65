import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { expect, it, vi } from 'vitest';
import { getRum, initRum } from './index.js';
import { inertRum } from './rum.js';

// On a page initRum is the business of e2e; here there is a server.
it('on a server initRum() is inert: it logs, registers, patches and sends nothing', async () => {
  const { fetch, setTimeout } = globalThis;
  const consoleOutput = vi.spyOn(console, 'warn');
  const rum = initRum({ serviceName: 'shop', endpoint: 'https://collector.invalid' });
  expect(rum).toBe(inertRum);
  expect(getRum()).toBe(inertRum);
  rum.captureError(new Error('x'));
  rum.addEvent('e', { a: 1 });
  rum.setUser({ id: 'u' });
  rum.setAttributes({ a: 1 });
  rum.setRoute('/x');
  await rum.flush();
  await rum.shutdown();
  expect(globalThis.fetch).toBe(fetch);
  expect(globalThis.setTimeout).toBe(setTimeout);
  expect(trace.getTracer('t').startSpan('s').isRecording()).toBe(false);
  expect(metrics.getMeterProvider().constructor.name).toContain('Noop');
  expect(propagation.fields()).toEqual([]);
  expect(context.active()).toBeDefined();
  expect(consoleOutput).not.toHaveBeenCalled();
});

it('on a server initRum() does not even look at its options', () => {
  const consoleOutput = vi.spyOn(console, 'warn');
  expect(initRum(undefined as never)).toBe(inertRum);
  expect(initRum({ nonsense: 1 } as never)).toBe(inertRum);
  expect(consoleOutput).not.toHaveBeenCalled();
});
