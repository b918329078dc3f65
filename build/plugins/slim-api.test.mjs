// @ts-check
import * as pageApi from '@opentelemetry/api';
import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slimApi } from './slim-api.mjs';

const GLOBAL = /** @type {any} */ (Symbol.for('opentelemetry.js.api.1'));
const page = /** @type {any} */ (globalThis);
const resolve = nodeResolve({ exportConditions: ['esnext'] });

/** @param {string} code @param {import('rollup').Plugin[]} [plugins] */
async function build(code, plugins = [slimApi()]) {
  const input = {
    name: 'input',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? `${import.meta.dirname}/entry.js` : null),
    load: (/** @type {string} */ id) => (id.endsWith('/plugins/entry.js') ? code : null),
  };
  const onLog = (/** @type {any} */ level, /** @type {any} */ log) => {
    if (level === 'warn') throw new Error(log.message);
  };
  const bundle = await rollup({
    input: 'entry',
    plugins: [input, ...plugins, resolve],
    treeshake: { moduleSideEffects: (id) => id.endsWith('/plugins/entry.js') },
    onLog,
  });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

/** @param {string} code @param {import('rollup').Plugin[]} [plugins] @returns {Promise<any>} */
const run = async (code, plugins) =>
  import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(await build(code, plugins))}#${Math.random()}`
  );

const OURS = `
  export { context, metrics, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
  export { default } from '@opentelemetry/api';
`;
/** @type {any} */
let own;
beforeEach(async () => {
  own = await run(OURS);
});
afterEach(() => {
  delete page[GLOBAL];
});

const tracerProvider = () => ({ getTracer: vi.fn((name) => ({ name })) });

describe('the slim API', () => {
  it('gives our providers to another copy of the API, and takes them back', () => {
    const provider = tracerProvider();
    const meters = { getMeter: vi.fn() };
    const propagator = { inject: vi.fn(), extract: vi.fn(), fields: () => ['x'] };
    expect(own.trace.setGlobalTracerProvider(provider)).toBe(true);
    expect(own.metrics.setGlobalMeterProvider(meters)).toBe(true);
    expect(own.propagation.setGlobalPropagator(propagator)).toBe(true);
    expect(pageApi.trace.getTracer('app')).toEqual({ name: 'app' });
    pageApi.metrics.getMeter('app');
    expect(meters.getMeter).toHaveBeenCalledOnce();
    expect(pageApi.propagation.fields()).toEqual(['x']);

    own.trace.disable();
    own.metrics.disable();
    own.propagation.disable();
    expect(pageApi.propagation.fields()).toEqual([]);
    expect(Object.keys(page[GLOBAL])).toEqual(['version']);
  });

  it('leaves what another copy has registered', () => {
    const theirs = tracerProvider();
    pageApi.trace.setGlobalTracerProvider(/** @type {any} */ (theirs));
    expect(own.trace.setGlobalTracerProvider(tracerProvider())).toBe(false);
    pageApi.trace.getTracer('app');
    expect(theirs.getTracer).toHaveBeenCalledOnce();
    pageApi.trace.disable();
  });

  it('registers with its own version alone', () => {
    page[GLOBAL] = { version: '1.10.0' };
    expect(own.trace.setGlobalTracerProvider(tracerProvider())).toBe(false);
    expect(page[GLOBAL]).toEqual({ version: '1.10.0' });
  });

  it('follows the context manager of the page', () => {
    const span = own.trace.wrapSpanContext({
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      traceFlags: 1,
    });
    const inner = own.trace.setSpan(own.ROOT_CONTEXT, span);
    expect(own.context.active()).toBe(own.ROOT_CONTEXT);
    expect(own.context.with(inner, (/** @type {number} */ one) => one + 1, undefined, 1)).toBe(2);
    const manager = {
      active: () => inner,
      with: vi.fn((/** @type {any} */ _context, /** @type {any} */ fn) => fn()),
      bind: vi.fn(),
      enable: vi.fn(),
      disable: vi.fn(),
    };
    expect(own.context.setGlobalContextManager(manager)).toBe(true);
    expect(own.trace.getActiveSpan()).toBe(span);
    expect(pageApi.trace.getSpanContext(pageApi.context.active())).toEqual(span.spanContext());
    own.context.with(inner, () => {});
    expect(manager.with).toHaveBeenCalledOnce();
    own.context.disable();
    expect(manager.disable).toHaveBeenCalledOnce();
    expect(own.context.active()).toBe(own.ROOT_CONTEXT);
  });

  it('judges the versions of others as the API does', async () => {
    const look = `
      import { context } from '@opentelemetry/api';
      export const isFound = () => context.active() === 'theirs';
    `;
    const [slim, official] = await Promise.all([run(look), run(look, [])]);
    const verdicts = [];
    for (const version of [
      ...['1.9.1', '1.9.0', '1.9.7', '1.10.0', '1.100.3', '1.8.0', '1.0.0', '0.9.1', '2.9.1'],
      ...['1.9.1-alpha', '1.10.0-rc.1', '', 'x', '1.9', '01.9.1', 'v1.9.1', '1.9.1.1'],
    ]) {
      page[GLOBAL] = { version, context: { active: () => 'theirs' } };
      verdicts.push(official.isFound());
      expect([version, slim.isFound()]).toEqual([version, official.isFound()]);
    }
    expect(new Set(verdicts)).toEqual(new Set([true, false]));
  });

  it('knows an id as the API does', () => {
    const [traceId, spanId] = ['0123456789abcdef'.repeat(2), 'ABCDEFabcdef0123'];
    for (const id of [
      '',
      '0',
      spanId,
      traceId,
      `${spanId}\n`,
      'g'.repeat(16),
      `${spanId.slice(1)}é`,
      '0'.repeat(16),
    ]) {
      for (const context of [
        { traceId, spanId: id },
        { traceId: id, spanId },
        { traceId: `${id}${id}`, spanId },
      ]) {
        const given = { ...context, traceFlags: 1 };
        expect([given, own.trace.isSpanContextValid(given)]).toEqual([
          given,
          pageApi.trace.isSpanContextValid(given),
        ]);
      }
    }
    expect(own.trace.isSpanContextValid({ traceId, spanId, traceFlags: 1 })).toBe(true);
    expect(own.trace.isSpanContextValid({ traceId: 7, spanId, traceFlags: 1 })).toBe(false);
  });

  it('leaves out what it says it leaves out', async () => {
    const code = await build(`
      import { context, trace } from '@opentelemetry/api';
      export const a = () => trace.setGlobalTracerProvider(context.active());
    `);
    for (const gone of [
      'Proxy',
      'NoopMeter',
      'NoopTracer',
      'diag.',
      'DiagAPI',
      'Baggage',
      'prerelease',
      'typeof self',
    ]) {
      expect(code).not.toContain(gone);
    }
  });

  it('refuses a call of what it has not', async () => {
    const call = `import { trace } from '@opentelemetry/api'; export const a = () => trace.getTracer('x');`;
    await expect(build(call)).rejects.toThrow('"getTracer" is not exported');
  });

  it.each([
    ['span context', 'getSpanContext'],
    ['hex table', 'isValidHex'],
  ])('fails where the API has changed under the cut "%s"', async (cut, place) => {
    /** @type {import('rollup').Plugin} */
    const changed = { name: 'changed', transform: (code) => code.replaceAll(place, 'changed') };
    await expect(build(OURS, [changed, slimApi()])).rejects.toThrow(`"${cut}"`);
  });
});
