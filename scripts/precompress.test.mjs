// @ts-check
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { precompress } from './precompress.mjs';

const folder = mkdtempSync(join(tmpdir(), 'otel-rum-precompress-'));
afterEach(() => rmSync(folder, { recursive: true }));

test('compressed files hold the script, and the integrity hash is that of the script', async () => {
  const code = 'let a = 1;\n'.repeat(500);
  for (const file of ['otel-rum.iife.js', 'loader.js']) writeFileSync(join(folder, file), code);
  await precompress(folder);
  const path = join(folder, 'otel-rum.iife.js');
  expect(gunzipSync(readFileSync(`${path}.gz`)).toString()).toBe(code);
  expect(brotliDecompressSync(readFileSync(`${path}.br`)).toString()).toBe(code);
  expect(readFileSync(`${path}.gz`).length).toBeLessThan(gzipSync(code, { level: 9 }).length);
  const hash = createHash('sha384').update(code).digest('base64');
  expect(JSON.parse(readFileSync(join(folder, 'integrity.json'), 'utf8'))).toEqual({
    'otel-rum.iife.js': `sha384-${hash}`,
    'loader.js': `sha384-${hash}`,
  });
});
