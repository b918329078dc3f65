import { describe, expect, it } from 'vitest';
import { readDocBlocks } from './docblocks.mjs';

const read = (source, options = {}) =>
  readDocBlocks(source.split('\n'), { file: 'x.ts', firstLine: 10, ...options });

describe('readDocBlocks', () => {
  it('returns each declaration with its docstring and tags', () => {
    expect(read("/** A name. Spans. @example 'a' @example 'b' */\nexport const A = 'a';")).toEqual([
      {
        text: 'A name. Spans.',
        tags: { example: ["'a'", "'b'"] },
        declaration: "export const A = 'a';",
        line: 11,
      },
    ]);
  });

  it('joins a docstring of several lines', () => {
    const [block] = read('/**\n * One,\n * two. @default 1\n */\n  size?: number;');
    expect(block).toMatchObject({
      text: 'One, two.',
      tags: { default: ['1'] },
      declaration: 'size?: number;',
    });
  });

  it('leaves an @ within a word in the text', () => {
    expect(read('/** The package `@opentelemetry/api`, of a@b.example. */\nx: string;')[0]).toMatchObject({
      text: 'The package `@opentelemetry/api`, of a@b.example.',
      tags: {},
    });
  });

  it('reports sections, if they are expected', () => {
    const sections = [];
    read('// One\n\n/** A. */\na: 1;\n// Two', { onSection: (...section) => sections.push(section) });
    expect(sections).toEqual([
      ['One', 10],
      ['Two', 14],
    ]);
  });

  it.each([
    ['a declaration without a docstring', '/** A. */\na: 1;\nb: 2;', 'x.ts:12'],
    ['a declaration of several lines', '/** A. */\na: {\n  b: 1;\n};', 'x.ts:12'],
    ['two docstrings for one declaration', '/** A. */\n/** B. */\nb: 1;', 'x.ts:11'],
    ['a docstring at the end', '/** A. */', 'x.ts'],
    ['an unexpected section', '// One', 'x.ts:10'],
  ])('refuses %s', (_what, source, place) => {
    expect(() => read(source)).toThrow(place);
  });
});
