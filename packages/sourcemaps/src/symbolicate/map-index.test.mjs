// @ts-check
import { encode } from '@jridgewell/sourcemap-codec';
import { FlattenMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexMap } from './map-index.mjs';

/** Every place of a map as the field's own library finds it. @param {any} map @param {TraceMap} oracle @param {readonly [number, number][]} places */
function expectSame(map, oracle, places) {
  const index = indexMap(map);
  for (const [line, column] of places) {
    const expected = originalPositionFor(oracle, { line, column });
    const found = index.find(line, column);
    expect(found && { ...found, source: index.sources[found.source] }, `${line}:${column}`).toEqual(
      expected.source === null
        ? undefined
        : { source: expected.source, line: expected.line, column: expected.column },
    );
  }
}

const segment = fc.oneof(
  fc.tuple(fc.nat(50)),
  fc.tuple(fc.nat(50), fc.nat(1), fc.nat(9), fc.nat(40)),
  fc.tuple(fc.nat(50), fc.nat(1), fc.nat(9), fc.nat(40), fc.nat(2)),
);
const mappings = fc.array(fc.array(segment, { maxLength: 8 }), { maxLength: 6 });
const sorted = (/** @type {any[][]} */ lines) => lines.map((line) => [...line].sort((a, b) => a[0] - b[0]));
const mapOf = (/** @type {any[][]} */ lines) => ({
  version: 3,
  sources: ['a.ts', 'b.ts'],
  names: ['x', 'y', 'z'],
  mappings: encode(/** @type {any} */ (lines)),
});
const places = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(60)), {
  minLength: 1,
  maxLength: 20,
});

describe('a map’s index', () => {
  it('finds the same as trace-mapping', () => {
    fc.assert(
      fc.property(mappings, places, (lines, places) => {
        const map = mapOf(sorted(lines));
        expectSame(map, new TraceMap(/** @type {any} */ (map)), places);
      }),
    );
  });

  it('sorts unsorted mappings of a bundler', () => {
    const map = mapOf([
      [
        [9, 0, 1, 1],
        [2, 0, 5, 5],
        [4, 1, 6, 6],
      ],
    ]);
    expectSame(map, new TraceMap(/** @type {any} */ (map)), [
      [1, 1],
      [1, 2],
      [1, 3],
      [1, 5],
      [1, 9],
      [1, 99],
    ]);
  });

  it('reads maps with sections', () => {
    fc.assert(
      fc.property(mappings, mappings, places, (first, second, places) => {
        const line = Math.max(1, first.length) + 1;
        const map = {
          version: 3,
          sections: [
            { offset: { line: 0, column: 0 }, map: mapOf(sorted(first)) },
            { offset: { line, column: 3 }, map: mapOf(sorted(second)) },
          ],
        };
        expectSame(map, new FlattenMap(/** @type {any} */ (map)), places);
      }),
    );
  });

  it('finds a thousand positions of a real bundle', async () => {
    const { outputFiles } = await build({
      entryPoints: [new URL('../../../../src/index.ts', import.meta.url).pathname],
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      sourcemap: 'external',
      outdir: 'out',
      tsconfigRaw: {},
      logLevel: 'error',
    });
    const map = JSON.parse(outputFiles.find(({ path }) => path.endsWith('.map'))?.text ?? '');
    const code = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
    const lines = code.split('\n');
    const some = Array.from({ length: 1_000 }, (_, index) => {
      const line = (index % lines.length) + 1;
      return /** @type {[number, number]} */ ([line, (index * 7919) % ((lines[line - 1]?.length ?? 0) + 1)]);
    });
    expectSame(map, new TraceMap(map), some);
    expect(indexMap(map).bytes).toBeGreaterThan(10_000);
  });

  it('skips SWC’s mappings at the end of a callee, on request', () => {
    // `t+=g(n)+1` of line 22 in SWC's map: the parenthesis is mapped to the end of line 21.
    const text = Array.from({ length: 22 }, (_, line) => 'x'.repeat(line === 20 ? 29 : 60)).join('\n');
    const indexOf = (/** @type {any[][]} */ line) =>
      indexMap({ ...mapOf([line]), sourcesContent: [text, text] });
    const island = (/** @type {any[]} */ own) =>
      indexOf([[0, 0, 21, 4], [3, 0, 21, 13, 0], own, [5, 0, 21, 25, 1], [8, 0, 21, 33]]);
    const swc = island([4, 0, 20, 28]);
    expect([swc.find(1, 4)?.line, swc.find(1, 4, true)?.line]).toEqual([21, 22]);
    expect([3, 5, 9].map((column) => swc.find(1, column, true)?.line)).toEqual([22, 22, 22]);
    // A mapping of a call from another line, with a name, or not between two of one line, is used.
    expect(island([4, 0, 20, 3]).find(1, 4, true)?.line).toBe(21);
    expect(island([4, 0, 20, 28, 2]).find(1, 4, true)?.line).toBe(21);
    expect(
      indexOf([
        [3, 0, 21, 13],
        [4, 0, 20, 28],
      ]).find(1, 4, true)?.line,
    ).toBe(21);
    expect(
      indexOf([
        [3, 0, 19, 13],
        [4, 0, 20, 28],
        [5, 0, 21, 25],
      ]).find(1, 4, true)?.line,
    ).toBe(21);
    // Without the source it is undecidable.
    expect(
      indexMap(
        mapOf([
          [
            [3, 0, 21, 13],
            [4, 0, 20, 28],
            [5, 0, 21, 25],
          ],
        ]),
      ).find(1, 4, true)?.line,
    ).toBe(21);
  });

  it.each([
    ['no mappings', { version: 3, sources: [] }],
    ['a letter that is none', { version: 3, sources: ['a'], mappings: 'AA!A' }],
    ['a text that ends within a number', { version: 3, sources: ['a'], mappings: 'AAg' }],
    ['a number without an end', { version: 3, sources: ['a'], mappings: 'ggggggggggggggggA' }],
    ['a source that is not there', { version: 3, sources: ['a'], mappings: 'ACAA' }],
    ['null', null],
    ['a list', []],
  ])('refuses %s', (_, map) => {
    expect(() => indexMap(map)).toThrow();
  });
});
