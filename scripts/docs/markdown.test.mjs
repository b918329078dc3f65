import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf } from './markdown.mjs';

describe('linksOf', () => {
  it('finds links and images with their lines', () => {
    expect(linksOf('[a](a.md)\n\n![b](b.png) and [c](c.md#d "title")')).toEqual([
      { target: 'a.md', line: 1 },
      { target: 'b.png', line: 3 },
      { target: 'c.md#d', line: 3 },
    ]);
  });

  it('finds a target with brackets in it', () => {
    expect(linksOf('[a](https://a.example/b_(c))')).toEqual([{ target: 'https://a.example/b_(c)', line: 1 }]);
  });

  it('ignores code', () => {
    const text = 'A `[a](a.md)`.\n```md\n[b](b.md)\n```\n````md\n```\n[c](c.md)\n```\n````\n[`d`](d.md)';
    expect(linksOf(text)).toEqual([{ target: 'd.md', line: 10 }]);
  });
});

describe('anchorsOf', () => {
  it('makes them as GitHub does', () => {
    expect([
      ...anchorsOf('# What is lost, and why?\n## `otel-rum/react`\n### [A b](c.md) & d\n##No heading'),
    ]).toEqual(['what-is-lost-and-why', 'otel-rumreact', 'a-b--d']);
  });

  it('numbers headings of one name', () => {
    expect([...anchorsOf('# A\n## A\n## A')]).toEqual(['a', 'a-1', 'a-2']);
  });

  it('ignores comments in code blocks', () => {
    expect([...anchorsOf('```sh\n# not a heading\n```')]).toEqual([]);
  });
});
