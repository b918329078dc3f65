// @ts-check

const LEVELS = new Set(['verbose', 'debug', 'info', 'warn', 'error']);

/**
 * Messages to `diag`, which is silent unless a developer turns it on. One may be the whole body of an `if`, so an empty
 * statement is left.
 *
 * @type {import('./cutting.mjs').Cut}
 */
export const diagMessages = {
  name: 'diag',
  find: (node) => node.type === 'ExpressionStatement' && isDiag(node.expression) && node,
  left: ';',
};

/** `diag.warn(…)` or `api.diag.warn(…)`. @param {any} node */
function isDiag(node) {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const receiver = object.type === 'MemberExpression' ? object.property.name : object.name;
  return receiver === 'diag' && LEVELS.has(property.name);
}
