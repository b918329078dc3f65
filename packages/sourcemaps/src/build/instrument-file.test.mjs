// @ts-check
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { describe, expect, it } from 'vitest';
import { debugIdOf } from './debug-id.mjs';
import { instrumentFile } from './instrument-file.mjs';
import { prologueOf } from './prologue.mjs';

const MAP = {
  version: 3,
  file: 'a.js',
  sources: ['../src/a.ts'],
  sourcesContent: ['x'],
  names: [],
  mappings: 'AAAA,CAAC;EACE',
};
const run = (/** @type {string} */ code, /** @type {any} */ map = MAP, name = 'a.js') => {
  const result = instrumentFile({ name, code, map, folder: '/shop/dist', root: '/shop' });
  return { ...result, map: JSON.parse(result.map) };
};

describe('a file', () => {
  it('has the prologue on a line of its own, and the id at its end', () => {
    const { id, code, map } = run('f()\n  g()');
    expect(id).toBe(debugIdOf('f()\n  g()'));
    expect(code).toBe(`${prologueOf(id)}\nf()\n  g()\n//# debugId=${id}\n`);
    expect(map).toMatchObject({ debugId: id, sources: ['src/a.ts'], mappings: ';AAAA,CAAC;EACE' });
    expect(map.x_otel_rum_lines).toEqual(code.split('\n').map(({ length }) => length));
  });

  it('keeps its hashbang first, with its mapping', () => {
    const { id, code, map } = run('#!/usr/bin/env node\n  g()');
    expect(code).toBe(`#!/usr/bin/env node\n${prologueOf(id)}\n  g()\n//# debugId=${id}\n`);
    expect(map.mappings).toBe('AAAA,CAAC;;EACE');
  });

  it('stays strict', () => {
    const { id, code } = run('/*! mine */"use strict";f()\n  g()');
    expect(code.startsWith(`"use strict";${prologueOf(id)}\n/*! mine */"use strict";f()`)).toBe(true);
  });

  it('has no reference to its map', () => {
    for (const comment of [
      '//# sourceMappingURL=a.js.map',
      '//@ sourceMappingURL=a.js.map',
      '/*# sourceMappingURL=a.js.map */',
    ])
      expect(run(`f()\n  g()\n${comment}\n`).code).not.toContain('sourceMappingURL');
    // A similar text stays.
    expect(run('f("//# sourceMappingURL=b")\n  g()').code).toContain('sourceMappingURL=b');
  });

  it('has the same id whatever its map is, since its URL is the same', () => {
    expect(run('f()', { ...MAP, mappings: 'AACA' }).id).toBe(run('f()').id);
    expect(run('f()\n//# sourceMappingURL=a.js.map').id).toBe(run('f()').id);
  });

  it('keeps an id that its bundler has written', () => {
    const id = '85314830-023f-4cf1-a267-535f4e37bb17';
    for (const code of [
      `f()\n//# debugId=${id}`,
      `f()\n//# debugId=${id}\n//# sourceMappingURL=a.js.map`,
      `f()\n//# sourceMappingURL=a.js.map\n//# debugId=${id.toUpperCase()}\n`,
    ]) {
      const result = run(code);
      expect(result.id).toBe(id);
      expect(result.code).toBe(`${prologueOf(id)}\nf()\n//# debugId=${id}\n`);
    }
    expect(run('f()\n//# debugId=../../x').id).toBe(debugIdOf('f()\n//# debugId=../../x'));
  });

  it('may be a style sheet', () => {
    const { id, code, map } = run('a{}\n/*# sourceMappingURL=a.css.map */', MAP, 'a.css');
    expect(code).toBe(`a{}\n/*# debugId=${id} */\n`);
    expect(map.mappings).toBe(MAP.mappings);
  });

  it('may have a map of sections', () => {
    const sections = [
      { offset: { line: 0, column: 0 }, map: MAP },
      {
        offset: { line: 9, column: 2 },
        map: { ...MAP, sourceRoot: 'webpack://shop/', sources: ['./src/b.ts', null] },
      },
    ];
    const { map } = run('f()', { version: 3, sections });
    expect(map.sections.map((/** @type {any} */ { offset }) => offset.line)).toEqual([1, 10]);
    expect(map.sections[1].map).toMatchObject({ sources: ['src/b.ts', null] });
    expect(map.sections[1].map.sourceRoot).toBeUndefined();
  });

  it('may have a map with the guard against inclusion', () => {
    expect(run('f()', `)]}'\n${JSON.stringify(MAP)}`).map.mappings).toBe(';AAAA,CAAC;EACE');
  });

  it.each([['{'], ['null'], ['[]'], ['{"version":3}'], ['7']])('with the map %s is refused', (map) => {
    expect(() => run('f()', map)).toThrow();
  });

  it('maps each line to its original position', () => {
    const { map } = run('f()\n  g()');
    expect(originalPositionFor(new TraceMap(map), { line: 3, column: 2 })).toMatchObject({
      line: 2,
      column: 3,
    });
  });
});
