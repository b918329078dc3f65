// @ts-check
import { rollup } from 'rollup';
import { describe, expect, it } from 'vitest';
import { privateNames } from './private-names.mjs';

/** @param {string} code */
async function build(code) {
  const input = { name: 'input', resolveId: () => 'entry', load: () => code };
  const bundle = await rollup({ input: 'entry', plugins: [input] });
  return bundle.generate({ format: 'esm', plugins: [privateNames()] });
}

describe('private names', () => {
  it.each([
    'export class A { constructor() { this._own = 1 } read() { return this._own } }',
    'export class A { _own() {} read(other) { return other._own() } }',
    'export const a = { _own: 1 }; export const b = ({ _own }) => _own',
    'export const a = (x) => x.__proto__ ?? x.__wrapped',
  ])('passes an output that makes what it reads: %s', async (code) => {
    await expect(build(code)).resolves.toBeDefined();
  });

  it.each([
    'export const a = (span) => span._foreign',
    'export const a = (span) => { span._foreign++ }',
    `export const a = (span) => span['_foreign']`,
    'export const a = ({ _foreign }) => _foreign',
  ])('refuses one that reads what others made: %s', async (code) => {
    await expect(build(code)).rejects.toThrow('_foreign');
  });
});
