// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OWN_NAMES } from './own-names.mjs';

const root = join(import.meta.dirname, '../..');

/** Files below a folder. @param {string} folder @param {RegExp} pattern */
const filesIn = (folder, pattern) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => join(folder, file));

/** The own names among the words of files, comments left out. @param {string[]} files @param {RegExp} [word] */
function ownIn(files, word = /[\w$]+/g) {
  expect(files.length).toBeGreaterThan(0);
  const found = new Set();
  for (const file of files) {
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    for (const [name] of code.matchAll(word)) found.add(name);
  }
  return OWN_NAMES.filter((name) => found.has(name));
}

describe('own names', () => {
  it('are members of our source', () => {
    expect(ownIn(filesIn('src', /^(?!.*\.test).*\.ts$/))).toEqual(OWN_NAMES);
    expect(new Set(OWN_NAMES).size).toBe(OWN_NAMES.length);
  });

  it('are not names of JavaScript or of browsers', () => {
    expect(ownIn(filesIn('node_modules/@typescript', /[\\/]lib\.[^\\/]*\.d\.ts$/))).toEqual([]);
  });

  it.each(['@opentelemetry/api', '@opentelemetry/api-logs', 'web-vitals'])('are not names of %s', (name) => {
    expect(ownIn(filesIn(`node_modules/${name}`, /\.d\.ts$/))).toEqual([]);
  });

  it('are not in what leaves a build: the handle that copies share, the stub, stored batches', () => {
    const files = ['src/current.ts', 'src/browser/batch-store.ts', ...filesIn('src/snippet', /^\w+\.ts$/)];
    expect(ownIn(files)).toEqual([]);
  });

  it('are no keys of OTLP, which the encoder writes by name', () => {
    expect(ownIn(['src/transport/encode.ts'], /\b\w+(?=: )/g)).toEqual([]);
  });
});
