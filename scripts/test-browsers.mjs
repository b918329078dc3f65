#!/usr/bin/env node
// @ts-check
// npm run test:browsers: tests page ends in Chromium, Firefox and WebKitGTK, if this machine has or can install them,
// every signal that these and old releases of Chromium support, and, if asked for, scenarios of `npm test` in Firefox
// and WebKitGTK.
// --suite <name>: only page-end, signals or scenarios.  --repeat <n>: runs each cell of page-end n times.
// --only <engine>: only this engine.  --no-build: uses dist/ as it is.
// A run of all engines writes the tables of docs/reference/delivery.md and browsers.md; in CI it only prints them.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserNames, ensureBrowsers } from './browser.mjs';
import { installPackages, whyStale } from './install.mjs';
import { root, run } from './run.mjs';

const SIGNALS = 'e2e/suites/signals';

/** Their packages contain binaries for Linux on x64, and need the libraries of a current Chromium. */
const canRunOld = process.platform === 'linux' && process.arch === 'x64';

/** @type {Record<string, (engines: string[], env: Record<string, string>) => Promise<unknown>>} */
const suites = {
  'page-end': (_, env) =>
    run('playwright', ['test', '--config', 'e2e/suites/page-end', `--repeat-each=${values.repeat}`], { env }),
  signals: async (engines, env) => {
    const withOld = engines.includes('chromium') && canRunOld;
    const reason = withOld && whyStale(join(root, SIGNALS));
    if (reason) {
      console.log(`Installing old releases of Chromium: ${reason}.`);
      await run('npm', ['ci', '--prefix', SIGNALS, '--no-audit', '--no-fund', '--loglevel=error']);
    }
    if (!withOld) console.log('Without old releases of Chromium: they are for Linux on x64.');
    await run('playwright', ['test', '--config', SIGNALS], {
      env: { ...env, ...(withOld ? { OTEL_RUM_OLD_ENGINES: 'true' } : {}) },
    });
  },
  scenarios: async (engines) => {
    if (engines.includes('firefox')) await run('playwright', ['test', '--config', 'e2e/suites/scenarios']);
    if (engines.includes('webkit'))
      await run('playwright', ['test', '--config', 'e2e/suites/scenarios/webkit.config.ts']);
    if (engines.join() === 'chromium') console.log('Left out: in Chromium they run by `npm test`.');
  },
};

const { values } = parseArgs({
  options: {
    // Not scenarios: only some of their folders are sorted for Firefox yet.
    suite: { type: 'string', multiple: true, default: ['page-end', 'signals'] },
    repeat: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true, default: [...browserNames] },
    'no-build': { type: 'boolean', default: false },
  },
});

await installPackages();
const engines = await ensureBrowsers(values.only);
if (engines.length === 0) {
  console.error(`None of ${values.only.join(', ')} is available.`);
  process.exit(1);
}
if (!values['no-build']) await run('node', ['scripts/build.mjs']);
const isWhole = engines.length === browserNames.length && !process.env.CI;
const env = {
  OTEL_RUM_ENGINES: engines.join(','),
  ...(isWhole ? { OTEL_RUM_WRITE_TABLE: 'true' } : {}),
};
for (const name of values.suite) {
  const suite = suites[name];
  if (!suite) throw new Error(`Unknown suite ${name}: the suites are ${Object.keys(suites).join(', ')}`);
  console.log(`\n── ${name}`);
  try {
    await suite(engines, env);
  } catch (error) {
    console.log(`✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
