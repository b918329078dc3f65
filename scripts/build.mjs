#!/usr/bin/env node
// @ts-check
// npm run build: builds everything in dist. Files are replaced in place, so that a demo or a test that runs meanwhile finds them.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

await installPackages();
const startedAt = Date.now();
await run('rollup', ['--config', '--silent']);
await run('tsc', ['--project', 'tsconfig.build.json']);
// Imported after the installation, since it needs a package.
const { precompress } = await import('./precompress.mjs');
await precompress('dist');

// Deletes files of earlier builds.
for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  const file = join('dist', name);
  const { mtimeMs } = statSync(file);
  if (statSync(file).isFile() && mtimeMs < startedAt - 1_000) rmSync(file);
}
