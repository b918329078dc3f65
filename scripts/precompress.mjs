// @ts-check
// Writes `.gz` and `.br` files beside the scripts for a tag in dist/, for servers that hand out precompressed files, and
// dist/integrity.json with their Subresource Integrity hashes (https://www.w3.org/TR/SRI/). `npm run build` runs it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** @param {string} folder with the built scripts */
export function precompress(folder) {
  /** @type {Record<string, string>} */
  const integrity = {};
  for (const file of ['otel-rum.iife.js', 'loader.js']) {
    const path = join(folder, file);
    const code = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(code, { level: 9, memLevel: 9 }));
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
