// @ts-check
import { minify } from 'uglify-js';

/**
 * Names the local variables of a minified output anew, and changes nothing else: UglifyJS chooses names that compress better than
 * terser's, which saves 0.2 KB gzipped. The output is ASCII: one character beyond Latin-1, and V8 keeps the whole source in two bytes
 * per character, 120 KiB more of a page's heap.
 *
 * @param {string} [preamble] first line of the output; other comments but those that begin with `!` are left out
 * @returns {import('rollup').Plugin}
 */
export const shortNames = (preamble) => ({
  name: 'short-names',
  renderChunk(code, _chunk, { format }) {
    const {
      error,
      code: result,
      map,
    } = minify(code, {
      compress: false,
      mangle: true,
      module: format === 'es',
      output: { ascii_only: true, comments: /^!/, ...(preamble && { preamble }) },
      sourceMap: true,
    });
    if (error) throw error;
    return { code: result, map };
  },
});
