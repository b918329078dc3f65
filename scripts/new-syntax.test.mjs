// @ts-check
import { expect, test } from 'vitest';
import { newSyntax } from './new-syntax.mjs';

test.each([
  'const a = b?.c ?? 1;',
  'export const load = () => import("x"); const big = 1n;',
  'const named = /(?<year>\\d+)\\p{L}/u;',
])('%s is parsed by the oldest browsers', (code) => {
  expect(newSyntax(code)).toEqual([]);
});

test.each([
  ['a ||= 1;', 'Unexpected token (1:4) in ES2020'],
  ['class A { b = 1 }', 'Unexpected token (1:12) in ES2020'],
  ['const a = 1_000;', 'Identifier directly after number (1:11) in ES2020'],
  ['await load();', "Cannot use keyword 'await' outside an async function (1:0) in ES2020"],
  ['const a = /x/d;', 'Invalid regular expression flag (1:11) in ES2020'],
  ['const a = /(?<=x)y/;', 'lookbehind in /(?<=x)y/'],
  ['const a = new RegExp("(?<!x)y");', 'lookbehind in "(?<!x)y"'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the code is a text here
  ['const a = new RegExp(`(?<!x)${b}`);', 'lookbehind in (?<!x)'],
])('%s is not', (code, fault) => {
  expect(newSyntax(code)).toEqual([fault]);
});
