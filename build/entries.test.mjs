// @ts-check
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENTRIES, isModule, typesOf } from './entries.mjs';

const read = (/** @type {string} */ file) =>
  JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
const modules = ENTRIES.filter(isModule);

describe('every entry point', () => {
  it('is exported by package.json, and nothing else is', () => {
    const { exports } = read('package.json');
    expect(exports).toEqual({
      ...Object.fromEntries(
        ENTRIES.map((entry) => [
          entry.subpath,
          isModule(entry)
            ? { types: `./dist/${typesOf(entry)}`, default: `./dist/${entry.file}` }
            : `./dist/${entry.file}`,
        ]),
      ),
      './package.json': './package.json',
    });
  });

  it('has types in the build', () => {
    expect(read('tsconfig.build.json').files).toEqual(modules.map(({ source }) => `src/${source}`));
  });

  it('can be imported by name in tests without a build', () => {
    // Not in tsconfig.json, which bundlers read too: they should use the published files.
    expect(read('tsconfig.check.json').compilerOptions.paths).toEqual(
      Object.fromEntries(
        modules.map(({ subpath, source }) => [subpath.replace('.', 'otel-rum'), [`./src/${source}`]]),
      ),
    );
  });

  it('is in the table of docs/guides/npm.md', () => {
    const guide = readFileSync(new URL('../docs/guides/npm.md', import.meta.url), 'utf8');
    const names = modules.map(({ subpath }) => subpath.replace('.', 'otel-rum'));
    expect(names.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it('is in the map of src', () => {
    const map = readFileSync(new URL('../src/README.md', import.meta.url), 'utf8');
    const folders = modules.map(({ source }) => source.replace(/index\.ts$|[^/]+\.ts$/, ''));
    expect(folders.filter((folder) => !map.includes(folder))).toEqual([]);
  });
});
