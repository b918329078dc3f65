// @ts-check
// Writes `.gz` files by zopfli (https://github.com/google/zopfli), 3 % smaller than zlib's best, and `.br` files beside the
// scripts for a tag in dist/, for servers that serve precompressed files, and
// dist/integrity.json with their Subresource Integrity hashes (https://www.w3.org/TR/SRI/). `npm run build` runs it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { gzipAsync } from '@gfx/zopfli';

/** @param {string} folder with the built scripts */
export async function precompress(folder) {
  /** @type {Record<string, string>} */
  const integrity = {};
  for (const file of ['otel-rum.iife.js', 'loader.js']) {
    const path = join(folder, file);
    const code = readFileSync(path);
    writeFileSync(`${path}.gz`, await gzipAsync(code, { numiterations: 15 }));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: code.length,
    };
    writeFileSync(`${path}.br`, brotliCompressSync(code, { params }));
    integrity[file] = `sha384-${createHash('sha384').update(code).digest('base64')}`;
  }
  writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`);
}
