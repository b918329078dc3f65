// @ts-check
import { expect, test } from 'vitest';
import { shortNames } from './short-names.mjs';

/** @param {string} code @param {string} [preamble] */
const rename = (code, preamble) =>
  /** @type {any} */ (shortNames(preamble)).renderChunk(code, {}, { format: 'iife' });

test('names local variables anew, and leaves properties and globals', () => {
  const { code } = rename('var shop=function(){function f(longName){return longName.price+tax}return f}();');
  expect(code).not.toContain('longName');
  expect(code).toContain('.price+tax');
  expect(code).toMatch(/^var shop=/);
});

test('writes ASCII, so that browsers keep the source in one byte per character', () => {
  expect(rename('var a="…é";').code).toBe('var a="\\u2026\\xe9";');
});

test('puts the preamble first and keeps the license', () => {
  expect(rename('/*! license */var a=1;/* other */', '//# hint').code).toBe(
    '//# hint\n/*! license */var a=1;',
  );
});

test('has a source map', () => {
  expect(JSON.parse(rename('var a=1;').map)).toMatchObject({
    version: 3,
    mappings: expect.stringMatching(/\w/),
  });
});
