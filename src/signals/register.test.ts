import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Globals } from './register.js';

const API_LOGS = Symbol.for('io.opentelemetry.js.api.logs');
const API = Symbol.for('opentelemetry.js.api.1');

const homes = [
  ['1.9', () => import('@opentelemetry/api')],
  ['1.10', () => import('opentelemetry-api-1.10') as unknown as Promise<typeof import('@opentelemetry/api')>],
] as const;

afterEach(async () => {
  // Each test finds the page as it was before any SDK.
  for (const [, importApi] of homes)
    for (const api of Object.values((await importApi()).default)) api.disable();
  for (const home of [API, API_LOGS]) Reflect.deleteProperty(globalThis, home);
  vi.doUnmock('@opentelemetry/api');
});

/** Providers whose results show that they are ours. */
function ourGlobals() {
  const active = { name: 'our context' };
  const globals = {
    tracer: { getTracer: vi.fn(() => ({ startSpan: vi.fn(() => 'our span') })) },
    meter: { getMeter: vi.fn(() => 'our meter') },
    logger: { getLogger: vi.fn(() => 'our logger') },
    contextManager: { active: () => active, enable: vi.fn(() => globals.contextManager), disable: vi.fn() },
    propagator: { fields: () => ['ours'], inject: vi.fn(), extract: vi.fn() },
  };
  return { globals: globals as unknown as Globals, active };
}

/** Our registration on one of the two, as if the app had installed that. */
async function load(importApi: (typeof homes)[number][1]) {
  vi.resetModules();
  vi.doMock('@opentelemetry/api', importApi);
  const { registerGlobals } = await import('./register.js');
  return { registerGlobals, api: await importApi() };
}

describe.each(homes)('with @opentelemetry/api %s', (_, importApi) => {
  it('the app gets ours', async () => {
    const { registerGlobals, api } = await load(importApi);
    const { globals, active } = ourGlobals();
    const early = api.trace.getTracer('made before');
    expect(registerGlobals(globals).refused).toEqual([]);
    expect(api.trace.getTracer('app').startSpan('x')).toBe('our span');
    expect(early.startSpan('x')).toBe('our span');
    expect(api.metrics.getMeter('app')).toBe('our meter');
    expect(api.context.active()).toBe(active);
    expect(api.propagation.fields()).toEqual(['ours']);
  });

  it('the loggers of @opentelemetry/api-logs are ours too', async () => {
    const { registerGlobals } = await load(importApi);
    const { logs } = await import('@opentelemetry/api-logs');
    registerGlobals(ourGlobals().globals);
    expect(logs.getLogger('app')).toBe('our logger');
  });

  it('unregister() undoes everything, and ours can be registered again', async () => {
    const { registerGlobals, api } = await load(importApi);
    const { logs } = await import('@opentelemetry/api-logs');
    const { globals, active } = ourGlobals();
    registerGlobals(globals).unregister();
    expect(api.trace.getTracer('app').startSpan('x')).not.toBe('our span');
    expect(api.metrics.getMeter('app')).not.toBe('our meter');
    expect(api.context.active()).not.toBe(active);
    expect(api.propagation.fields()).toEqual([]);
    expect(logs.getLogger('app')).not.toBe('our logger');
    expect(registerGlobals(globals).refused).toEqual([]);
  });

  it('what another SDK has registered stays, and is not taken away by our unregister()', async () => {
    const { registerGlobals, api } = await load(importApi);
    const { logs } = await import('@opentelemetry/api-logs');
    const theirTracer = { startSpan: () => 'their span' };
    api.trace.setGlobalTracerProvider({ getTracer: () => theirTracer } as never);
    logs.setGlobalLoggerProvider({ getLogger: () => 'their logger' } as never);
    const { refused, unregister } = registerGlobals(ourGlobals().globals);
    expect(refused).toContain('trace');
    expect(refused).toContain('logs');
    expect(refused).not.toContain('metrics');
    unregister();
    expect(api.trace.getTracer('app').startSpan('x')).toBe('their span');
    expect(logs.getLogger('app')).toBe('their logger');
    expect(api.metrics.getMeter('app')).not.toBe('our meter');
  });
});

describe('the Logs API inside @opentelemetry/api 1.10', () => {
  it('is ours, for loggers made before too, and given back', async () => {
    const { registerGlobals, api } = await load(homes[1][1]);
    const { logs } = api as unknown as { logs: { getLogger(name: string): unknown } };
    const early = logs.getLogger('made before') as { emit(record: object): void };
    const emit = vi.fn();
    const { globals } = ourGlobals();
    const logger = { getLogger: () => ({ emit, enabled: () => true }) };
    const { unregister } = registerGlobals({ ...globals, logger });
    early.emit({ body: 'x' });
    expect(emit).toHaveBeenCalledTimes(1);
    unregister();
    (logs.getLogger('app') as typeof early).emit({ body: 'x' });
    expect(emit).toHaveBeenCalledTimes(1);
  });
});

describe('two copies of @opentelemetry/api on one page', () => {
  const ROWS = [
    ['otel-rum on 1.9, the app on 1.10', 0, 1],
    ['otel-rum on 1.10, the app on 1.9', 1, 0],
  ] as const;

  it.each(ROWS)('%s: both get ours', async (_, ours, theirs) => {
    const { registerGlobals } = await load(homes[ours][1]);
    const app = await homes[theirs][1]();
    const { globals, active } = ourGlobals();
    const { refused, unregister } = registerGlobals(globals);
    expect(refused).toEqual([]);
    expect(app.trace.getTracer('app').startSpan('x')).toBe('our span');
    expect(app.metrics.getMeter('app')).toBe('our meter');
    expect(app.context.active()).toBe(active);
    expect(
      (app as { logs?: { getLogger(name: string): unknown } }).logs?.getLogger('app') ?? 'our logger',
    ).toBe('our logger');
    unregister();
    expect(app.trace.getTracer('app').startSpan('x')).not.toBe('our span');
    expect(registerGlobals(globals).refused).toEqual([]);
  });

  it.each(ROWS)(
    '%s, which was first with something of its own: ours take the other places',
    async (_, ours, theirs) => {
      const { registerGlobals } = await load(homes[ours][1]);
      const app = await homes[theirs][1]();
      app.propagation.setGlobalPropagator({
        fields: () => ['theirs'],
        inject: vi.fn(),
        extract: vi.fn(),
      } as never);
      const { globals } = ourGlobals();
      const { refused, unregister } = registerGlobals(globals);
      expect(refused).toEqual(['propagation']);
      expect(app.trace.getTracer('app').startSpan('x')).toBe('our span');
      expect(app.metrics.getMeter('app')).toBe('our meter');
      unregister();
      expect(app.propagation.fields()).toEqual(['theirs']);
      expect(app.metrics.getMeter('app')).not.toBe('our meter');
    },
  );
});

describe('a copy of the API that is newer than we know', () => {
  it.each(['1.11.0', '1.27.3', '2.0.0'])(
    '%s is returned, keeps its version, and gets ours',
    async (version) => {
      const { registerGlobals } = await load(homes[0][1]);
      const shared: Record<string, unknown> = { version };
      Reflect.set(globalThis, API, shared);
      const { globals } = ourGlobals();
      const { newer, unregister } = registerGlobals(globals);
      expect(newer).toBe(version);
      expect(shared).toMatchObject({ version, trace: globals.tracer, metrics: globals.meter });
      unregister();
      expect(shared).toEqual({ version });
    },
  );

  it.each(['1.10.0', '1.10.4', '1.9.0', '1.0.0'])('%s is none', async (version) => {
    const { registerGlobals } = await load(homes[0][1]);
    Reflect.set(globalThis, API, { version });
    expect(registerGlobals(ourGlobals().globals).newer).toBe(false);
  });
});
