// @ts-check
import { OWN_NAMES } from './own-names.mjs';
import { walk } from './walk.mjs';

/** What the minifier takes for private: `_name`, not `__name`, and what own-names.mjs lists. */
export const PRIVATE_NAME = new RegExp(`^(?:_[^_].*|${OWN_NAMES.join('|')})$`);

/**
 * Guards the shortening of private names: one that an output reads but never makes belongs to somebody else (another
 * package, the page), who would not know its short name; one that is a text as well may be looked up by it. Either fails
 * the build.
 *
 * @returns {import('rollup').Plugin}
 */
export function privateNames() {
  return {
    name: 'private-names',
    renderChunk(code, chunk) {
      const { made, read, texts } = collectPrivateNames(this.parse(code));
      const foreign = [...read].filter((name) => !made.has(name));
      if (foreign.length > 0) {
        this.error(`${chunk.fileName} reads private names of others: ${foreign.join(', ')}`);
      }
      const ambiguous = OWN_NAMES.filter((name) => texts.has(name));
      if (ambiguous.length > 0)
        this.error(`${chunk.fileName} has texts that are own names: ${ambiguous.join(', ')}`);
      return null;
    },
  };
}

/** @param {any} ast */
export function collectPrivateNames(ast) {
  /** @type {Set<string>} */
  const made = new Set();
  /** @type {Set<string>} */
  const read = new Set();
  /** @type {Set<string>} */
  const texts = new Set();
  walk(ast, (node, parent) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.add(node.value);
    const key = node.type === 'MemberExpression' ? node.property : node.key;
    const name = keyName(key, node.computed);
    if (name === undefined || !PRIVATE_NAME.test(name)) return;
    const isPattern = node.type === 'Property' && parent?.type === 'ObjectPattern';
    const isAssigned =
      parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=';
    const isMade = node.type === 'MemberExpression' ? isAssigned : !isPattern;
    (isMade ? made : read).add(name);
  });
  return { made, read, texts };
}

/** @param {any} key @param {boolean | undefined} computed */
function keyName(key, computed) {
  if (key?.type === 'Literal') return typeof key.value === 'string' ? key.value : undefined;
  return key?.type === 'Identifier' && !computed ? /** @type {string} */ (key.name) : undefined;
}
