// @ts-check
import { walk } from './walk.mjs';

/**
 * A place in a package's files, found in their syntax tree, and what is left of it: nothing, unless said. A member of an
 * object goes with its comma.
 *
 * @typedef {{ start: number, end: number }} Range
 * @typedef {{ name: string, find: (node: any, id: string, parent: any) => Range | false | undefined, left?: string }} Cut
 */

/**
 * Leaves out of a package what no path of ours leads to. Each cut must find its place: a package that has changed fails
 * the build, and nobody is left with half a cut.
 *
 * @param {{ name: string, files: RegExp, cuts: Cut[], replacements?: Record<string, string> }} options `replacements`:
 * whole files, by the end of their path
 * @returns {import('rollup').Plugin}
 */
export function cutting({ name, files, cuts, replacements = {} }) {
  const all = [...cuts.map((cut) => cut.name), ...Object.keys(replacements)];
  const done = new Set();
  let isNeeded = false;

  return {
    name,

    buildStart() {
      done.clear();
      isNeeded = false;
    },

    load(id) {
      const found = files.test(id) && Object.entries(replacements).find(([file]) => id.endsWith(file));
      if (!found) return null;
      const [file, code] = found;
      done.add(file);
      return { code, map: { mappings: '' } };
    },

    transform(code, id) {
      if (!files.test(id)) return null;
      isNeeded = true;
      let result = code;
      walk(this.parse(code), (node, parent) => {
        for (const { name, find, left = '' } of cuts) {
          const range = find(node, id, parent);
          if (!range) continue;
          done.add(name);
          const comma = node.type === 'Property' && range.end === node.end && code[node.end] === ',' ? 1 : 0;
          result = blank(
            result,
            { start: range.start, end: range.end + comma },
            left + (left && comma ? ',' : ''),
          );
          return false;
        }
        return true;
      });
      return { code: result, map: null };
    },

    buildEnd(error) {
      if (error || !isNeeded) return;
      for (const cut of all) {
        if (!done.has(cut))
          this.error(`${name}: the place of the cut "${cut}" is gone; has the package changed?`);
      }
    },
  };
}

/**
 * Cuts by spaces, so that every other character keeps its line and column, and source maps stay right.
 *
 * @param {string} code
 * @param {Range} range
 * @param {string} left
 */
export function blank(code, { start, end }, left) {
  if (left.length > end - start) throw new Error(`"${left}" is longer than what it takes the place of`);
  const gap = code.slice(start + left.length, end).replace(/[^\n]/g, ' ');
  return code.slice(0, start) + left + gap + code.slice(end);
}
