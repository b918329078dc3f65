// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.mjs';

/** @type {Record<string, string>} */
const commands = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;

test.each(Object.entries(commands))(
  'npm run %s installs missing packages before it uses one',
  (_, command) => {
    // `spawn rollup ENOENT` was what a fresh clone answered to `npm run build`.
    const file = /^node (scripts\/\S+\.mjs)/.exec(command)?.[1];
    expect(file, `'${command}' must start a script in scripts/`).toBeDefined();
    const source = readFileSync(join(root, file ?? ''), 'utf8');
    expect(source).toContain('installPackages()');
    // A package that is imported at the top is needed before it can be installed.
    const imports = [...source.matchAll(/^import .*? from '([^']+)'/gm)].map(([, name]) => name ?? '');
    expect(imports.filter((name) => !/^(node:|\.)/.test(name))).toEqual([]);
  },
);
