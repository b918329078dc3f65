// @ts-check
import { rollup } from 'rollup';
import { describe, expect, it } from 'vitest';
import { inlineNames } from './inline-names.mjs';

const NAMES = `export const URL_FULL = 'url.full';\nexport const SESSION_ID = 'session.id';\n`;

/** @param {string} code */
async function build(code) {
  const input = {
    name: 'input',
    resolveId: (/** @type {string} */ id) => `/src/${id.replace('./', '').replace('.js', '.ts')}`,
    load: (/** @type {string} */ id) => (id === '/src/semconv.ts' ? NAMES : code),
  };
  const bundle = await rollup({ input: 'entry.ts', plugins: [input, inlineNames()] });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

describe('inline names', () => {
  it('are inlined at each use, and nowhere else', async () => {
    const code = await build(`
      import * as names from './semconv.js';
      export const attributes = (url, id) => ({ [names.URL_FULL]: url, nested: { [names.SESSION_ID]: id } });
      export const read = (object) => [object[names.URL_FULL], object.names.URL_FULL];
    `);
    expect(code).not.toContain('const URL_FULL');
    const { attributes, read } = await import(
      /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
    );
    expect(attributes(1, 2)).toEqual({ 'url.full': 1, nested: { 'session.id': 2 } });
    expect(read({ 'url.full': 1, names: { URL_FULL: 2 } })).toEqual([1, 2]);
  });

  it('does not change other imports', async () => {
    const code = await build(`import { URL_FULL } from './semconv.js'; export const a = { [URL_FULL]: 1 };`);
    expect(code).toContain('[URL_FULL]');
  });

  it.each(['names.UNKNOWN', `names['URL_FULL']`])('fails on what it cannot read: %s', async (use) => {
    const code = `import * as names from './semconv.js'; export const a = ${use};`;
    await expect(build(code)).rejects.toThrow('not a name of semconv.ts');
  });
});
