// @ts-check
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.mjs';

/** @type {Record<string, string>} */
const commands = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

/** The packages that a file needs when it is loaded. @param {string} file @returns {string[]} */
function packagesOf(file) {
  const source = readFileSync(file, 'utf8');
  const imports = [...source.matchAll(/^import (?:[^;]*? from )?'([^']+)'/gm)].map(([, name = '']) => name);
  return imports.flatMap((name) => {
    if (name.startsWith('.')) return packagesOf(join(dirname(file), name));
    return name.startsWith('node:') ? [] : [name];
  });
}

test.each(Object.entries(commands))(
  'npm run %s installs missing packages before it uses one',
  (_, command) => {
    // Otherwise `npm run build` in a fresh clone fails with `spawn rollup ENOENT`.
    const file = /^node (scripts\/\S+\.mjs)/.exec(command)?.[1];
    expect(file, `'${command}' must start a script in scripts/`).toBeDefined();
    const source = readFileSync(join(root, file ?? ''), 'utf8');
    expect(source).toContain('installPackages()');
    // A package that is imported at the top, by the script or by a file that it imports, is needed before it can be installed.
    expect(packagesOf(join(root, file ?? ''))).toEqual([]);
  },
);
