// @ts-check
import { parse } from 'acorn';
import { walk } from '../build/plugins/walk.mjs';

/** The syntax of the oldest browsers that README.md names; the build's `TARGET`. */
const ECMA_VERSION = 2020;
/** A lookbehind is of ES2018, but Safari before 16.4 refuses the whole script for one (https://webkit.org/b/174931). */
const LOOKBEHIND = /\(\?<[=!]/;

/**
 * Returns what an old browser cannot parse in a built file: its first syntax error as ES2020, each regular expression with
 * a lookbehind, and each text that may become one. A minifier or a package may bring either into `dist/`.
 *
 * @param {string} code of a script or a module
 * @returns {string[]} a line for each
 */
export function newSyntax(code) {
  let program;
  try {
    program = parse(code, { ecmaVersion: ECMA_VERSION, sourceType: 'module' });
  } catch (error) {
    return [`${/** @type {Error} */ (error).message} in ES${ECMA_VERSION}`];
  }
  /** @type {string[]} */
  const found = [];
  walk(program, (node) => {
    const text = node.type === 'TemplateElement' ? node.value.raw : node.type === 'Literal' && node.raw;
    if (text && LOOKBEHIND.test(text)) found.push(`lookbehind in ${text.slice(0, 100)}`);
  });
  return found;
}
