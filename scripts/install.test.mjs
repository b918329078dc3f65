// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whyStale } from './install.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otel-rum-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param {string} file @param {Record<string, object>} packages */
function lock(file, packages) {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
}
const WANTED = 'package-lock.json';
const INSTALLED = join('node_modules', '.package-lock.json');

it('asks for packages where there are none', () => {
  lock(WANTED, { 'node_modules/a': { version: '1.0.0' } });
  expect(whyStale(folder)).toBe('there are none yet');
});

it('is content with what the lock file says', () => {
  const packages = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/@b/c': { version: '2.0.0' } };
  lock(WANTED, {
    '': { version: '0.1.0' },
    demo: { version: '0.0.0' },
    'node_modules/demo': { link: true },
    // A package for another platform.
    'node_modules/fsevents': { version: '2.3.3', optional: true },
    ...packages,
  });
  lock(INSTALLED, packages);
  expect(whyStale(folder)).toBeUndefined();
});

it.each([
  ['missing', {}],
  ['of another version', { 'node_modules/a/node_modules/@b/c': { version: '1.9.9' } }],
])('names a package that is %s', (_what, installed) => {
  lock(WANTED, { 'node_modules/a/node_modules/@b/c': { version: '2.0.0' } });
  lock(INSTALLED, installed);
  expect(whyStale(folder)).toBe('@b/c 2.0.0 is missing');
});
