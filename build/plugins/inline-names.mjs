// @ts-check
import { walk } from './walk.mjs';

/**
 * Inlines the names of semconv.ts, which saves 0.4 KB gzipped: the minifier does so too, except in computed keys
 * (`{ [names.URL_FULL]: url }`), where most of them are. Lines stay; columns after a name are off by a few characters in
 * source maps.
 *
 * @returns {import('rollup').Plugin}
 */
export const inlineNames = () => ({
  name: 'inline-names',
  async transform(code, id) {
    if (!/\/src\/.*\.ts$/.test(id)) return null;
    const ast = /** @type {any} */ (this.parse(code));
    const declaration = ast.body.find(isImportOfNames);
    if (!declaration) return null;
    const resolved = await this.resolve(declaration.source.value, id);
    if (!resolved) return null;
    const values = readNames((await this.load(resolved)).ast);
    const local = declaration.specifiers[0].local.name;
    /** @type {{ start: number, end: number, value: string }[]} */
    const uses = [];
    walk(ast, (node) => {
      if (node.type !== 'MemberExpression' || node.object.name !== local) return;
      const value = values.get(node.property.name);
      if (node.computed || value === undefined) this.error(`not a name of semconv.ts: ${node.property.name}`);
      uses.push({ start: node.start, end: node.end, value });
    });
    uses.sort((a, b) => b.start - a.start);
    const inlined = uses.reduce(
      (text, { start, end, value }) => text.slice(0, start) + JSON.stringify(value) + text.slice(end),
      code,
    );
    return { code: inlined, map: null };
  },
});

/** `import * as names from '…/semconv.js'` @param {any} node */
const isImportOfNames = (node) =>
  node.type === 'ImportDeclaration' &&
  node.specifiers[0]?.type === 'ImportNamespaceSpecifier' &&
  node.source.value.endsWith('/semconv.js');

/** @param {any} ast @returns {Map<string, string>} */
function readNames(ast) {
  const names = new Map();
  for (const { declaration } of ast.body) {
    for (const { id, init } of declaration?.declarations ?? []) names.set(id.name, init.value);
  }
  return names;
}
