// @ts-check

import * as official from '@opentelemetry/sdk-trace-web';
import nodeResolve from '@rollup/plugin-node-resolve';
import fc from 'fast-check';
import { rollup } from 'rollup';
import { describe, expect, it } from 'vitest';
import { slimCore } from './slim-core.mjs';
import { slimSdk } from './slim-sdk.mjs';

const ENTRY = `
  import { BasicTracerProvider } from '@opentelemetry/sdk-trace-web';
  import { resourceFromAttributes } from '@opentelemetry/resources';
  export const createProvider = (options) =>
    new BasicTracerProvider({ ...options, resource: resourceFromAttributes({ 'service.name': 'shop' }) });
`;

const spanLimits = { attributeCountLimit: 128, attributeValueLengthLimit: 8 };

/** @param {import('rollup').Plugin[]} plugins @param {string} [code] */
async function build(plugins, code = ENTRY) {
  const input = {
    name: 'input',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? `${import.meta.dirname}/entry.js` : null),
    load: (/** @type {string} */ id) => (id.endsWith('/rollup/entry.js') ? code : null),
  };
  const resolve = nodeResolve({ browser: true, mainFields: ['browser', 'esnext', 'module', 'main'] });
  const bundle = await rollup({
    input: 'entry',
    external: ['@opentelemetry/api'],
    plugins: [input, ...plugins, resolve],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

/** @param {boolean} stripDiag */
async function load(stripDiag) {
  const code = await build(slimSdk({ stripDiag }));
  const api = import.meta.resolve('@opentelemetry/api');
  return import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code.replaceAll("'@opentelemetry/api'", `'${api}'`))}`
  );
}

/** What a processor gets of one span, told by its public members. @param {any} provider @param {any} given @param {any[][]} calls */
function told({ createProvider }, given, calls) {
  /** @type {any} */
  let ended;
  const provider = createProvider({
    sampler: { shouldSample: () => ({ decision: 2, attributes: { sampled: true } }) },
    idGenerator: { generateTraceId: () => 'a'.repeat(32), generateSpanId: () => 'b'.repeat(16) },
    spanProcessors: [
      {
        onStart() {},
        onEnd: (/** @type {any} */ span) => {
          ended = span;
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
    spanLimits,
  });
  const span = provider.getTracer('test', '1').startSpan('one', given);
  for (const [method, ...args] of calls) span[method](...args);
  span.end(1_700_000_001_000);
  span.addEvent('late').addLink({ context: span.spanContext() }).setAttribute('late', 1).end();
  const { name, kind, attributes, status, startTime, endTime, duration, instrumentationScope } = ended;
  const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = ended;
  const links = ended.links.map(
    (/** @type {any} */ { context, attributes = {}, droppedAttributesCount = 0 }) => ({
      context,
      attributes,
      droppedAttributesCount,
    }),
  );
  return {
    ...{
      name,
      kind,
      attributes,
      status,
      startTime,
      endTime,
      duration,
      instrumentationScope,
      links,
      events: ended.events,
    },
    ...{ droppedAttributesCount, droppedEventsCount, droppedLinksCount },
  };
}

describe('the slim SDK', () => {
  it('tells of a span what the whole SDK tells', async () => {
    const slim = await load(true);
    const whole = {
      createProvider: (/** @type {any} */ options) => new official.BasicTracerProvider(options),
    };
    const values = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.integer(),
      fc.boolean(),
      fc.array(fc.string({ maxLength: 20 })),
      fc.constantFrom(null, undefined, {}, [1, 'a'], [[]]),
    );
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`k${index}`, index]));
    const attributes = fc.oneof(
      fc.dictionary(fc.string({ maxLength: 3 }), values, { noNullPrototype: true }),
      fc.constantFrom(many, undefined, null),
    );
    const time = fc.constantFrom(1_700_000_000_500, new Date(1_700_000_000_600), [1_700_000_000, 7]);
    const context = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 };
    const link = fc.record({ context: fc.constant(context), attributes });
    const call = fc.oneof(
      fc.tuple(fc.constant('addEvent'), fc.string(), attributes, time),
      fc.tuple(fc.constant('addEvent'), fc.string(), time),
      fc.tuple(fc.constant('addLink'), link),
      fc.tuple(fc.constant('addLinks'), fc.array(link, { maxLength: 3 })),
      fc.tuple(fc.constant('setAttribute'), fc.string({ maxLength: 2 }), values),
      fc.tuple(fc.constant('setAttributes'), attributes),
      fc.tuple(fc.constant('setStatus'), fc.record({ code: fc.constantFrom(0, 1, 2), message: values })),
      fc.tuple(fc.constant('updateName'), fc.string()),
      fc.tuple(
        fc.constant('recordException'),
        fc.constantFrom(new Error('no'), 'text', { code: 7 }, {}),
        time,
      ),
    );
    const given = fc.record(
      { attributes, links: fc.array(link, { maxLength: 3 }), kind: fc.constantFrom(0, 2), startTime: time },
      { requiredKeys: ['startTime'] },
    );
    fc.assert(
      fc.property(given, fc.array(call, { maxLength: 20 }), (options, calls) => {
        expect(told(slim, options, calls)).toEqual(told(whole, options, calls));
      }),
      { numRuns: 300 },
    );
    for (const full of [
      Array.from({ length: 130 }, (_, index) => ['addEvent', `e${index}`, 1_700_000_000_500]),
      Array.from({ length: 130 }, (_, index) => ['addLink', { context, attributes: { index } }]),
    ]) {
      const options = { startTime: 1_700_000_000_000 };
      expect(told(slim, options, full)).toEqual(told(whole, options, full));
    }
  }, 60_000);

  it('refuses limits that it does not know', async () => {
    const entry = `${ENTRY}; export const limits = { eventCountLimit: 3, attributeValueLengthLimit: 8 };`;
    const asSource = {
      name: 'as-source',
      resolveId: (/** @type {string} */ id) => (id === 'source' ? '/src/signals/traces.ts' : null),
      load: (/** @type {string} */ id) => (id.endsWith('.ts') ? entry : null),
    };
    await expect(
      build([asSource, ...slimSdk({ stripDiag: false })], `export * from 'source';`),
    ).rejects.toThrow('eventCountLimit is given');
  });

  it.each([true, false])(
    'makes spans as ever (messages cut: %s)',
    async (stripDiag) => {
      const { createProvider } = await load(stripDiag);
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
        spanLimits,
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
    },
    60_000,
  );

  it('leaves out what it says it leaves out', async () => {
    const code = await build([slimCore({ stripDiag: true }), ...slimSdk({ stripDiag: true })]);
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
    ['timeout of flushes', 'TracerProvider.js', '_forceFlushTimeoutMillis'],
    ['span limits', 'TracerProvider.js', 'spanLimits: {'],
    ['meter', '/Tracer.js', 'getMeter('],
    ['metrics of spans', '/Tracer.js', '_tracerMetrics'],
    ['start of metrics', '/Tracer.js', 'recordEndMetrics'],
    ['end of metrics', '/Tracer.js', 'recordEndMetrics,'],
    ['startSpan: links', '/Tracer.js', 'links = '],
    ['startSpan: initAttributes', '/Tracer.js', 'initAttributes'],
    ['given metrics', '/Span.js', '_recordEndMetrics'],
    ['metrics of the end', '/Span.js', '_recordEndMetrics?.'],
    ['processors that watch an end', '/Span.js', 'onEnding'],
    ['limit of values', '/Span.js', '_attributeValueLengthLimit'],
    ['Span.addEvent', '/Span.js', 'addEvent('],
    ['Span.addLink', '/Span.js', 'addLink('],
    ['cut of texts', '/Span.js', '_truncateToLimitUtil('],
    ['cut of values, and attributes of events and links', '/Span.js', '_truncateToSize('],
    ['inspect', '.js', 'inspectCustom]('],
  ])('fails where the SDK has changed under the cut "%s"', async (cut, file, place) => {
    /** @type {import('rollup').Plugin} */
    const changed = {
      name: 'changed',
      transform: (code, id) => (id.endsWith(file) ? code.replaceAll(place, `changed${place}`) : null),
    };
    await expect(build([changed, ...slimSdk({ stripDiag: false })])).rejects.toThrow(`"${cut}"`);
  });
});
