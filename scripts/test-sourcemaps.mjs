#!/usr/bin/env node
// @ts-check
// npm run test:sourcemaps: one app with faults, built by six bundlers and run in three engines: its stacks, as
// `otel-rum-sourcemaps serve` forwards them, name files, lines and functions of the source. The bundlers have a lock of their own.
// --only <engine>: only this engine.  --no-build: uses dist/ and the builds of the app as they are.
// A run of all engines writes the table of docs/reference/readable-errors.md; in CI it does not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserNames, ensureBrowsers } from './browser.mjs';
import { installPackages, whyStale } from './install.mjs';
import { root, run } from './run.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [...browserNames] },
    'no-build': { type: 'boolean', default: false },
  },
});
const proof = join(root, 'packages', 'sourcemaps', 'e2e');

await installPackages();
const engines = await ensureBrowsers(values.only);
if (engines.length === 0) {
  console.error(`None of ${values.only.join(', ')} is available.`);
  process.exit(1);
}
try {
  const reason = whyStale(proof);
  if (reason) {
    console.log(`Installing bundlers: ${reason}.`);
    await run('npm', ['ci', '--prefix', proof, '--no-audit', '--no-fund', '--loglevel=error']);
  }
  if (!values['no-build']) {
    if (!existsSync(join(root, 'dist', 'otel-rum.iife.js'))) await run('node', ['scripts/build.mjs']);
    // The two longest ones run in parallel.
    const build = (/** @type {string[]} */ ...names) => run('node', [join(proof, 'build.mjs'), ...names]);
    await Promise.all([build('next'), build('vite', 'release-2', 'rspack', 'esbuild', 'rollup', 'webpack')]);
  }
  await run('vitest', ['run', '--config', join(proof, 'vitest.config.mjs')]);
  const isWhole = engines.length === browserNames.length && !process.env.CI;
  await run('playwright', ['test', '--config', 'e2e/suites/sourcemaps'], {
    env: { OTEL_RUM_ENGINES: engines.join(','), ...(isWhole ? { OTEL_RUM_WRITE_TABLE: 'true' } : {}) },
  });
} catch (error) {
  console.log(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
