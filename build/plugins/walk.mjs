// @ts-check

/**
 * Visits every node of a syntax tree, a parent before its children; a visitor that returns false skips them.
 *
 * @param {any} node
 * @param {(node: any, parent: any) => boolean | void} visit
 * @param {any} [parent]
 */
export function walk(node, visit, parent) {
  if (visit(node, parent) === false) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') walk(child, visit, node);
    }
  }
}
