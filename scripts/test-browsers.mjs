#!/usr/bin/env node
// @ts-check
// npm run test:browsers: how pages end in Chromium, Firefox and WebKitGTK, as far as this machine has or can install them.
// --repeat <n>: each cell so often.  --only <engine>: leaves the others out.  --no-build: dist/ as it is.
// A run of all of them writes its tables into docs/reference/delivery.md; in CI it says what arrived, and no more.
import { parseArgs } from 'node:util';
import { browserNames, ensureBrowsers } from './browser.mjs';
import { installPackages } from './install.mjs';
import { run } from './run.mjs';

const { values } = parseArgs({
  options: {
    repeat: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [...browserNames] },
    'no-build': { type: 'boolean', default: false },
  },
});

await installPackages();
const engines = await ensureBrowsers(values.only);
if (engines.length === 0) {
  console.error(`None of ${values.only.join(', ')} is here.`);
  process.exit(1);
}
const isWhole = engines.length === browserNames.length && !process.env.CI;
if (!values['no-build']) await run('node', ['scripts/build.mjs']);
try {
  await run('playwright', ['test', '--config', 'e2e/suites/page-end', `--repeat-each=${values.repeat}`], {
    env: {
      OTEL_RUM_ENGINES: engines.join(','),
      ...(isWhole ? { OTEL_RUM_WRITE_TABLE: 'true' } : {}),
    },
  });
} catch (error) {
  console.log(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
