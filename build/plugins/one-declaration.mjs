// @ts-check
import { blank } from './blank.mjs';
import { walk } from './walk.mjs';

/**
 * Replaces every `const` of an output by `let`: declarations of one kind can be joined and compress better, which saves 0.2 KB
 * gzipped. esbuild has already checked that no constant is written to: its warning fails the build.
 *
 * @returns {import('rollup').Plugin}
 */
export const oneDeclaration = () => ({
  name: 'one-declaration',
  renderChunk(code) {
    let result = code;
    walk(this.parse(code), (node) => {
      if (node.type !== 'VariableDeclaration' || node.kind !== 'const') return;
      result = blank(result, { start: node.start, end: node.start + 'const'.length }, 'let');
    });
    return { code: result, map: null };
  },
});
