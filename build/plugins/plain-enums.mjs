// @ts-check
import { blank } from './cutting.mjs';

/** What TypeScript begins an enum with. */
const ENUM = /\|\| \(\w+ = \{\}\)\)/;

/**
 * TypeScript's enums of packages, which are functions that fill an object, as the object itself: the bundler then puts
 * the number where the member stands, and leaves the object out.
 *
 * @returns {import('rollup').Plugin}
 */
export const plainEnums = () => ({
  name: 'plain-enums',
  transform(code, id) {
    if (!id.includes('/node_modules/') || !ENUM.test(code)) return null;
    const { body } = /** @type {any} */ (this.parse(code));
    let result = code;
    for (const [index, statement] of body.entries()) {
      const filled = readEnum(statement);
      const declared = body[index - 1];
      if (!filled || !declared) continue;
      const isExported = declared.type === 'ExportNamedDeclaration';
      const plain = `${isExported ? 'export ' : ''}var ${filled.name}=${JSON.stringify(filled.members)};`;
      result = blank(blank(result, declared, ''), statement, plain);
    }
    return { code: result, map: null };
  },
});

/**
 * `(function (E) { E[E["A"] = 0] = "A"; … })(E || (E = {}))`
 *
 * @param {any} statement
 * @returns {{ name: string, members: Record<string, string | number> } | undefined} names and numbers, both ways
 */
function readEnum(statement) {
  const call = statement.expression;
  const name = call?.callee?.params?.[0]?.name;
  if (call?.type !== 'CallExpression' || call.arguments[0]?.left?.name !== name) return undefined;
  /** @type {Record<string, string | number>} */
  const members = {};
  for (const { expression } of call.callee.body.body) {
    const { left, right } = expression?.left?.property ?? {};
    if (left?.object?.name !== name || right?.type !== 'Literal') return undefined;
    members[left.property.value] = right.value;
    members[right.value] = left.property.value;
  }
  return { name, members };
}
