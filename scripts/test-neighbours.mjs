#!/usr/bin/env node
// @ts-check
// npm run test:neighbours: visits libraries and applications by others, each without and with otel-rum.
// --only <pattern>: the neighbours whose name matches.  --table: writes docs/reference/neighbours.md.  --no-build: uses dist/ as it is.
// --before <script>: visits them with another release's script, without assertions, and writes e2e/suites/neighbours/release-0.1.json.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureChromium } from './browser.mjs';
import { installPackages, whyStale } from './install.mjs';
import { root, run } from './run.mjs';

const folder = 'e2e/suites/neighbours';
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    before: { type: 'string' },
    table: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
});

await installPackages();
const reason = whyStale(resolve(root, folder));
if (reason) {
  console.log(`Installing the neighbours: ${reason}.`);
  await run('npm', [
    'ci',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}
if (!values['no-build']) await run('node', ['scripts/build.mjs']);
await ensureChromium();
try {
  await run('playwright', ['test', '--config', folder, ...(values.only ? ['--grep', values.only] : [])], {
    env: {
      ...(values.table ? { OTEL_RUM_WRITE_TABLE: 'true' } : {}),
      ...(values.before ? { OTEL_RUM_SCRIPT: resolve(values.before), OTEL_RUM_ONLY_MEASURE: 'true' } : {}),
    },
  });
} catch (error) {
  console.log(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
