import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './bundle.js';

/** Reads the versions of installed packages: the neighbours' own, else the root's. */
export function versionsOf(packages: readonly string[]): string {
  return packages
    .map((name) => {
      const own = join(folder, 'node_modules', name, 'package.json');
      const file = existsSync(own) ? own : join(folder, '../../../node_modules', name, 'package.json');
      return `${name.replace(/-\d$/, '')} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
    })
    .join(', ');
}
