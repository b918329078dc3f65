import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale } from './is-stale.mjs';

let folder;
const put = (name, seconds) => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, seconds, seconds);
  return file;
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'is-stale-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('isStale', () => {
  it('is true when a result is missing', () => {
    expect(isStale([put('built', 50), path.join(folder, 'missing')], [put('source', 10)])).toBe(true);
  });

  it('compares the oldest result with the newest source, however deep', () => {
    const results = [put('one', 50), put('two', 40)];
    put('src/a/b/deep.ts', 30);
    expect(isStale(results, [path.join(folder, 'src')])).toBe(false);
    put('src/a/b/deep.ts', 45);
    expect(isStale(results, [path.join(folder, 'src')])).toBe(true);
  });

  it('ignores newer tests and missing sources', () => {
    put('src/thing.test.ts', 90);
    expect(isStale([put('built', 50)], [path.join(folder, 'src'), path.join(folder, 'nowhere')])).toBe(false);
  });
});
