// @ts-check
import nodeResolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { describe, expect, it } from 'vitest';
import { slimSdk } from './slim-sdk.mjs';

const ENTRY = `
  import { BasicTracerProvider } from '@opentelemetry/sdk-trace-web';
  import { resourceFromAttributes } from '@opentelemetry/resources';
  export const createProvider = (options) =>
    new BasicTracerProvider({ ...options, resource: resourceFromAttributes({ 'service.name': 'shop' }) });
`;

/** @param {import('rollup').Plugin} plugin @param {import('rollup').Plugin[]} [before] */
async function build(plugin, before = []) {
  const input = {
    name: 'input',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? `${import.meta.dirname}/entry.js` : null),
    load: (/** @type {string} */ id) => (id.endsWith('/rollup/entry.js') ? ENTRY : null),
  };
  const resolve = nodeResolve({ browser: true, mainFields: ['browser', 'esnext', 'module', 'main'] });
  const bundle = await rollup({
    input: 'entry',
    external: ['@opentelemetry/api'],
    plugins: [...before, input, plugin, resolve],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

describe('the slim SDK', () => {
  it.each([true, false])('makes spans as ever (messages cut: %s)', async (stripDiag) => {
    const code = await build(slimSdk({ stripDiag }));
    const url = `data:text/javascript,${encodeURIComponent(code.replaceAll("'@opentelemetry/api'", `'${import.meta.resolve('@opentelemetry/api')}'`))}`;
    const { createProvider } = await import(/* @vite-ignore */ url);
    /** @type {any[]} */
    const ended = [];
    const processor = {
      onStart() {},
      onEnd: (/** @type {any} */ span) => ended.push(span),
      forceFlush: async () => 'flushed',
      shutdown: async () => 'shut down',
    };
    const provider = createProvider({
      sampler: { shouldSample: () => ({ decision: 2 }) },
      idGenerator: { generateTraceId: () => 'a'.repeat(32), generateSpanId: () => 'b'.repeat(16) },
      spanProcessors: [processor],
    });
    provider
      .getTracer('test')
      .startSpan('one', { attributes: { size: 3 } })
      .end();
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({ name: 'one', attributes: { size: 3 }, ended: true });
    expect(ended[0].resource.attributes).toEqual({ 'service.name': 'shop' });
    expect(ended[0].spanContext()).toMatchObject({
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      traceFlags: 1,
    });
    await expect(provider.forceFlush()).resolves.toBe('flushed');
    await expect(provider.shutdown()).resolves.toBe('shut down');
  });

  it('leaves out what it says it leaves out', async () => {
    const code = await build(slimSdk({ stripDiag: true }));
    for (const gone of [
      ...['OTEL_', 'inspectCustom](', 'ParentBasedSampler', 'otel.sdk.span', 'diag.warn('],
      ...['MultiSpanProcessor', 'within timeout period', 'Math.random', 'createNoopMeter', '.getMeter('],
    ]) {
      expect(code).not.toContain(gone);
    }
    expect(await build(slimSdk({ stripDiag: false }))).toContain('diag.warn(');
  });

  it.each([
    ['default sampler', 'TracerProvider.js', 'ParentBasedSampler('],
    ['default ids', 'TracerProvider.js', 'RandomIdGenerator('],
    ['default meter', 'TracerProvider.js', 'meterProvider ??'],
    ['span processors', 'TracerProvider.js', 'MultiSpanProcessor('],
    ['flush of span processors', 'TracerProvider.js', 'forceFlush('],
    ['meter', '/Tracer.js', 'getMeter('],
    ['inspect', '.js', 'inspectCustom]('],
  ])('fails where the SDK has changed under the cut "%s"', async (cut, file, place) => {
    /** @type {import('rollup').Plugin} */
    const changed = {
      name: 'changed',
      transform: (code, id) => (id.endsWith(file) ? code.replaceAll(place, `changed${place}`) : null),
    };
    await expect(build(slimSdk({ stripDiag: false }), [changed])).rejects.toThrow(`"${cut}"`);
  });
});
