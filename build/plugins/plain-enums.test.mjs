// @ts-check
import { rollup } from 'rollup';
import { describe, expect, it } from 'vitest';
import { plainEnums } from './plain-enums.mjs';

const KIND = `export var Kind;
(function (Kind) {
    Kind[Kind["INTERNAL"] = 0] = "INTERNAL";
    /** A comment. */
    Kind[Kind["CLIENT"] = 2] = "CLIENT";
})(Kind || (Kind = {}));
`;

/** @param {string} code @param {string} use */
async function build(code, use) {
  const input = {
    name: 'input',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? '/src/entry.js' : `/node_modules/${id}.js`),
    load: (/** @type {string} */ id) =>
      id === '/src/entry.js' ? `import * as all from 'package';\n${use}` : code,
  };
  const bundle = await rollup({
    input: 'entry',
    plugins: [input, plainEnums()],
    treeshake: { moduleSideEffects: (id) => id.startsWith('/src/') },
  });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}
/** @param {string} code @returns {Promise<any>} */
const run = (code) => import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);

describe('plain enums', () => {
  it('say the same, both ways', async () => {
    const { kind } = await run(await build(KIND, 'export const kind = all.Kind;'));
    expect(kind).toEqual({ INTERNAL: 0, CLIENT: 2, 0: 'INTERNAL', 2: 'CLIENT' });
  });

  it('are left out where nobody reads them', async () => {
    expect(await build(KIND, 'export const x = 1;')).not.toContain('CLIENT');
  });

  it('may stay inside of their module', async () => {
    const inside = `${KIND.replace('export ', '')}\nexport const client = (x) => x === Kind.CLIENT;`;
    const { client } = await run(await build(inside, 'export const client = all.client;'));
    expect([client(2), client(0)]).toEqual([true, false]);
  });

  it.each([
    KIND.replace(' = 2]', ' = 1 + 1]'),
    KIND.replace('Kind["CLIENT"]', 'other["CLIENT"]').replace('export var', 'const other = {};\nexport var'),
    KIND.replace('/** A comment. */', 'Kind.extra = () => {};'),
  ])('are left alone where they are more than names and numbers', async (code) => {
    expect(await build(code, 'export const kind = all.Kind;')).toContain('(function (Kind)');
  });
});
