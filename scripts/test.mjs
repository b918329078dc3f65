#!/usr/bin/env node
// @ts-check
// npm test: runs all checks in order, up to the first failure.
// `npm test types unit` runs only the named steps.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './browser.mjs';
import { installPackages } from './install.mjs';
import { root, run } from './run.mjs';

const reports = join(root, 'node_modules', '.cache', 'otel-rum');
const unitReport = join(reports, 'unit.json');
const e2eReport = join(reports, 'e2e.json');

/** @type {Record<string, () => Promise<unknown>>} */
const steps = {
  // Format, lint, layers.
  lint: () => run('biome', ['ci', '--colors=off', '--max-diagnostics=50', '.']),
  types: async () => {
    await run('tsc', ['--project', 'tsconfig.src.json']);
    await run('tsc', ['--project', 'tsconfig.check.json']);
    for (const front of ['react', 'vue']) await run('tsc', ['--noEmit', '--project', `demo/fronts/${front}`]);
    await run('tsc', ['--project', 'e2e/fixtures/frameworks/react-18/tsconfig.json']);
    await run('tsc', ['--project', 'e2e/fixtures/frameworks/vue/types/tsconfig.json']);
  },
  unit: () =>
    run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]),
  build: () => run('node', ['scripts/build.mjs']),
  // Generated pages are up to date, and the examples compile.
  docs: async () => {
    await run('node', ['scripts/docs/signals.mjs', '--check']);
    await run('node', ['scripts/docs/options.mjs', '--check']);
    await run('node', ['scripts/docs/plugins.mjs', '--check']);
    await run('node', ['scripts/docs/api.mjs', '--check']);
    await run('node', ['scripts/docs/check.mjs']);
    await run('node', ['scripts/docs/examples.mjs']);
  },
  package: () => run('node', ['scripts/check-package.mjs']),
  size: () => run('node', ['scripts/size.mjs']),
  e2e: async () => {
    await ensureChromium();
    await run('playwright', ['test', '--reporter=list,json'], {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
    });
  },
};

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} names @returns {Promise<number>} the exit code */
async function main(names) {
  const unknown = names.filter((name) => !(name in steps));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`);
    return 2;
  }
  mkdirSync(reports, { recursive: true });
  for (const report of [unitReport, e2eReport]) rmSync(report, { force: true });

  const failedStep = await firstFailure(['install', ...(names.length > 0 ? names : Object.keys(steps))]);
  const { passed, failed } = countTests();
  // A step that fails without a test of its own (a type, a budget) counts as one.
  console.log(`\n${passed} passed, ${failedStep ? Math.max(failed, 1) : failed} failed`);
  return failedStep || failed > 0 ? 1 : 0;
}

/** @param {string[]} names */
async function firstFailure(names) {
  for (const name of names) {
    const startedAt = performance.now();
    const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    if (name !== 'install') console.log(`\n── ${name}`);
    try {
      await (name === 'install' ? installPackages() : steps[name]?.());
    } catch (error) {
      console.log(`✗ ${name} failed after ${seconds()}: ${error instanceof Error ? error.message : error}`);
      return name;
    }
    if (name !== 'install') console.log(`✓ ${name}: ${seconds()}`);
  }
  return undefined;
}

/** Counts the tests in the reports of both runners. */
function countTests() {
  const unit = read(unitReport);
  const e2e = read(e2eReport)?.stats;
  return {
    passed: (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0) + (e2e?.flaky ?? 0),
    failed: (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0),
  };
}

/** @param {string} report */
function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  }
}
