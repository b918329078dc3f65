// @ts-check
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import * as official from '@opentelemetry/core';
import nodeResolve from '@rollup/plugin-node-resolve';
import fc from 'fast-check';
import { rollup } from 'rollup';
import { beforeAll, describe, expect, it } from 'vitest';
import { slimCore } from './slim-core.mjs';

const ENTRY = `export { isAttributeValue, sanitizeAttributes, TraceState, W3CTraceContextPropagator, hrTime, millisToHrTime } from '@opentelemetry/core';`;

/** @param {import('rollup').Plugin[]} plugins */
async function build(plugins) {
  const input = {
    name: 'input',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? `${import.meta.dirname}/entry.js` : null),
    load: (/** @type {string} */ id) => (id.endsWith('/rollup/entry.js') ? ENTRY : null),
  };
  const resolve = nodeResolve({ browser: true, mainFields: ['browser', 'esnext', 'module', 'main'] });
  const bundle = await rollup({
    input: 'entry',
    external: ['@opentelemetry/api'],
    plugins: [input, ...plugins, resolve],
    onLog: () => {},
  });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

/** @type {any} */
let slim;
beforeAll(async () => {
  const code = (await build([slimCore({ stripDiag: true })])).replaceAll(
    "'@opentelemetry/api'",
    `'${import.meta.resolve('@opentelemetry/api')}'`,
  );
  slim = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
}, 60_000);

const key = fc.oneof(
  fc.constantFrom('ot', 'rojo', 'congo', 'a@b', 'Upper', '', '1a', 'x'.repeat(300)),
  fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
);
const value = fc.oneof(
  fc.stringMatching(/^[ -~]{0,20}$/),
  fc.constantFrom('v'.repeat(256), 'v'.repeat(257), 'é', 'a=b', 'a,b'),
);
const member = fc.oneof(
  fc.tuple(key, value).map((pair) => pair.join('=')),
  fc.constantFrom('', ' ', 'alone', '=', ' b=2 ', 'k='),
);
/** A header without a key twice, of which the SDK counts the length twice. */
const header = fc
  .uniqueArray(member, { maxLength: 40, selector: (text) => text.trim().split('=')[0] })
  .map((members) => members.join(','));
const change = fc.oneof(
  fc.tuple(fc.constant('set'), key, value),
  fc.tuple(fc.constant('unset'), key, fc.constant('')),
);

describe('the slim core', () => {
  it('keeps a trace state as the SDK does', () => {
    fc.assert(
      fc.property(fc.option(header, { nil: undefined }), fc.array(change), key, (raw, changes, asked) => {
        /** @type {any} */
        let [ours, theirs] = [new slim.TraceState(raw), new official.TraceState(raw)];
        for (const [verb, name, text] of changes) {
          [ours, theirs] = [ours[verb](name, text), theirs[verb](name, text)];
          expect(ours.serialize()).toBe(theirs.serialize());
        }
        expect(ours.serialize()).toBe(theirs.serialize());
        expect(ours.get(asked)).toBe(theirs.get(asked));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it.each([31, 32, 33, 60])('keeps at most 32 members of %i, as the SDK does', (count) => {
    const raw = Array.from({ length: count }, (_, index) => `k${index}=${index}`).join(',');
    expect(new slim.TraceState(raw).serialize()).toBe(new official.TraceState(raw).serialize());
  });

  it.each([500, 511, 512, 513, 600])('keeps at most 512 characters of %i, as the SDK does', (length) => {
    const raw = `first=${'a'.repeat(250)},second=${'b'.repeat(length - 264)}`;
    for (const change of [
      { name: 'ot', text: 'th:0' },
      { name: 'first', text: 'a' },
    ]) {
      const [ours, theirs] = [slim, official].map(({ TraceState }) => new TraceState(raw));
      expect(ours.serialize()).toBe(theirs.serialize());
      expect(ours.set(change.name, change.text).serialize()).toBe(
        theirs.set(change.name, change.text).serialize(),
      );
    }
  });

  it('takes the attributes that the SDK takes', () => {
    const items = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined));
    const values = fc.oneof(
      items,
      fc.array(fc.string()),
      fc.array(items),
      fc.array(fc.option(fc.double())),
      fc.array(fc.option(fc.string()), { maxLength: 3 }),
      fc.object({ maxDepth: 1 }),
      fc.constantFrom(Symbol('s'), () => 1, 10n, [{}], [[]], Array(3)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values, { noNullPrototype: true }), (given) => {
        expect(slim.sanitizeAttributes(given)).toEqual(official.sanitizeAttributes(given));
        for (const each of Object.values(given)) {
          expect(slim.isAttributeValue(each)).toBe(official.isAttributeValue(each));
        }
      }),
      { numRuns: 1_000 },
    );
    const inherited = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } });
    for (const given of [null, undefined, 'text', 3, () => 1, inherited]) {
      expect(slim.sanitizeAttributes(given)).toEqual(official.sanitizeAttributes(given));
    }
    const list = ['a'];
    expect(slim.sanitizeAttributes({ list }).list).not.toBe(list);
  }, 60_000);

  const ID = `${'0'.repeat(15)}a`;
  it.each([
    `00-${ID}${ID}-${ID}-01`,
    `00-${ID}${ID}-${ID}-03`,
    ` 00-${ID}${ID}-${ID}-00 `,
    `cc-${ID}${ID}-${ID}-01-more`,
    `00-${ID}${ID}-${ID}-01-more`,
    `ff-${ID}${ID}-${ID}-01`,
    `00-${'0'.repeat(32)}-${ID}-01`,
    `00-${ID}${ID}-${'0'.repeat(16)}-01`,
    `00-${ID.toUpperCase()}${ID}-${ID}-01`,
    `00-${ID}-${ID}-01`,
    '',
  ])('reads the traceparent "%s" as the SDK does', (traceparent) => {
    const getter = {
      get: (/** @type {any} */ carrier, /** @type {string} */ name) => carrier[name],
      keys: Object.keys,
    };
    for (const carrier of [
      { traceparent },
      { traceparent, tracestate: 'a=1,b=2' },
      { traceparent: [traceparent] },
    ]) {
      const [ours, theirs] = [slim, official].map(({ W3CTraceContextPropagator }) => {
        const context = new W3CTraceContextPropagator().extract(ROOT_CONTEXT, carrier, getter);
        const { traceState, ...rest } = trace.getSpanContext(context) ?? {};
        const headers = {};
        const setter = {
          set: (/** @type {any} */ to, /** @type {string} */ name, /** @type {string} */ text) => {
            to[name] = text;
          },
        };
        new W3CTraceContextPropagator().inject(context, headers, setter);
        return { rest, headers, traceState: traceState?.serialize() };
      });
      expect(ours).toEqual(theirs);
    }
  });

  it('reads times as the SDK does', () => {
    for (const millis of [0, 1.5, 999.9999999, 1e12 + 0.123, -1.5]) {
      expect(slim.millisToHrTime(millis)).toEqual(official.millisToHrTime(millis));
      expect(slim.hrTime(millis)).toEqual(official.hrTime(millis));
    }
  });

  it.each([
    ['traceparent', 'TRACE_PARENT_REGEX'],
    ['SECOND_TO_NANOSECONDS', 'SECOND_TO_NANOSECONDS'],
    ['MILLISECONDS_TO_NANOSECONDS', 'MILLISECONDS_TO_NANOSECONDS'],
  ])('fails where the core has changed under the cut "%s"', async (cut, place) => {
    /** @type {import('rollup').Plugin} */
    const changed = { name: 'changed', transform: (code) => code.replaceAll(place, `CHANGED_${place}`) };
    await expect(build([changed, slimCore({ stripDiag: false })])).rejects.toThrow(`"${cut}"`);
  });

  it.each(['attributes', 'TraceState'])('fails where the core has no file %s any more', async (file) => {
    /** @type {import('rollup').Plugin} */
    const moved = {
      name: 'moved',
      async resolveId(id, importer) {
        const found = id.endsWith(`/${file}`) && (await this.resolve(id, importer));
        return found ? { id: `${found.id}?moved` } : null;
      },
      load: (id) =>
        id.endsWith('?moved')
          ? 'export const isAttributeValue = 1, sanitizeAttributes = 1, isAttributeKey = 1; export class TraceState {}'
          : null,
    };
    await expect(build([moved, slimCore({ stripDiag: false })])).rejects.toThrow(`${file}.js"`);
  });
});
