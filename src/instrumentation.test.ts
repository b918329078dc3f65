import { describe, expect, it, vi } from 'vitest';
import { fromOtel, type InstrumentationContext } from './instrumentation.js';

const providers = { tracer: { t: 1 }, meter: { m: 1 }, logger: { l: 1 } };
const context = { providers } as unknown as InstrumentationContext;

/** What an official instrumentation has of use to us; each call is written down. */
function official() {
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) =>
      void calls.push([name, ...args]);
  const instrumentation = {
    instrumentationName: '@opentelemetry/instrumentation-fetch',
    setTracerProvider: vi.fn(note('setTracerProvider')),
    setMeterProvider: vi.fn(note('setMeterProvider')),
    setLoggerProvider: vi.fn(note('setLoggerProvider')),
    enable: vi.fn(note('enable')),
    disable: vi.fn(note('disable')),
  };
  return { instrumentation, calls };
}

describe('fromOtel', () => {
  it('passes our providers to an official instrumentation, and enables it once, with them', () => {
    const { instrumentation, calls } = official();
    fromOtel(instrumentation).setup(context);
    expect(calls).toEqual([
      ['setTracerProvider', providers.tracer],
      ['setMeterProvider', providers.meter],
      ['setLoggerProvider', providers.logger],
      // It enabled itself when it was made.
      ['disable'],
      ['enable'],
    ]);
  });

  it('has its own name, or that of the one it replaces', () => {
    const { instrumentation } = official();
    expect(fromOtel(instrumentation).name).toBe('@opentelemetry/instrumentation-fetch');
    expect(fromOtel(instrumentation, 'fetch').name).toBe('fetch');
  });

  it('does nothing before it is set up', () => {
    const { instrumentation, calls } = official();
    fromOtel(instrumentation);
    expect(calls).toEqual([]);
  });

  it('supports one from before the Logs API', () => {
    const { instrumentation } = official();
    const { setLoggerProvider: _, ...older } = instrumentation;
    fromOtel(older).setup(context);
    expect(older.enable).toHaveBeenCalledTimes(1);
  });

  it('disables it at the end', () => {
    const { instrumentation, calls } = official();
    const teardown = fromOtel(instrumentation).setup(context);
    calls.length = 0;
    teardown?.();
    expect(calls).toEqual([['disable']]);
  });
});
