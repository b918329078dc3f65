// @ts-check
import { rollup } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import { describe, expect, it } from 'vitest';
import { oneDeclaration } from './one-declaration.mjs';

/** @param {string} code */
async function build(code) {
  const input = { name: 'input', resolveId: () => 'entry', load: () => code };
  const bundle = await rollup({ input: 'entry', plugins: [input] });
  return bundle.generate({ format: 'esm', plugins: [oneDeclaration()] });
}

describe('one declaration', () => {
  it('becomes let for each const, on the same line and column', async () => {
    const { output } = await build(`
      export const read = (list) => {
        const { 'const ': text } = { 'const ': 'const x' };
        const found = [];
        for (const item of list) found.push(() => item + text);
        return found.map((item) => item());
      };
    `);
    const [{ code }] = output;
    expect(code).not.toMatch(/const (read|found|item|\{)/);
    expect(code).toContain(`for (let   item of list) found.push`);
    const { read } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
    expect(read([1, 2])).toEqual(['1const x', '2const x']);
  });

  it('runs after a check that no constant is written to', async () => {
    /** @type {import('rollup').Plugin} */
    const input = {
      name: 'input',
      resolveId: () => '/src/entry.ts',
      load: () => 'export const x = 1;\nexport const set = () => { x = 2; };',
    };
    /** @type {string[]} */
    const logs = [];
    const onLog = (/** @type {string} */ level, /** @type {{ message: string }} */ { message }) =>
      void logs.push(`${level}: ${message}`);
    await rollup({ input: 'entry', plugins: [input, esbuild({ tsconfig: false })], onLog });
    expect(logs.join()).toMatch(/^warn: .*"x".*constant/s);
  });
});
