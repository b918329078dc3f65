// @ts-check
import { walk } from './walk.mjs';

/** Matches names that the minifier shortens: `_name`, not `__name`. */
export const PRIVATE_NAME = /^_[^_].*$/;

/**
 * Checks the shortening of private names: a name that an output reads but never defines belongs to other code (another package,
 * the page), which does not use the short name. It fails the build.
 *
 * @returns {import('rollup').Plugin}
 */
export function privateNames() {
  return {
    name: 'private-names',
    renderChunk(code, chunk) {
      const { made, read } = collectPrivateNames(this.parse(code));
      const foreign = [...read].filter((name) => !made.has(name));
      if (foreign.length > 0) {
        this.error(`${chunk.fileName} reads private names of others: ${foreign.join(', ')}`);
      }
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
  walk(ast, (node, parent) => {
    const key = node.type === 'MemberExpression' ? node.property : node.key;
    const name = keyName(key, node.computed);
    if (name === undefined || !PRIVATE_NAME.test(name)) return;
    const isPattern = node.type === 'Property' && parent?.type === 'ObjectPattern';
    const isAssigned =
      parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=';
    const isMade = node.type === 'MemberExpression' ? isAssigned : !isPattern;
    (isMade ? made : read).add(name);
  });
  return { made, read };
}

/** @param {any} key @param {boolean | undefined} computed */
function keyName(key, computed) {
  if (key?.type === 'Literal') return typeof key.value === 'string' ? key.value : undefined;
  return key?.type === 'Identifier' && !computed ? /** @type {string} */ (key.name) : undefined;
}
