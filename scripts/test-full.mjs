#!/usr/bin/env node
// @ts-check
// npm run test:full: tests the demo of `npm start -- --full` with real backends. A part whose tool is missing on this machine
// is named, and its tests are left out; a part that cannot be started although its tools are installed fails.
// --write: tests the questions only, and updates docs/guides/analyse.md with their answers.
import { parseArgs } from 'node:util';
import { findParts } from '../demo/full/find-parts.mjs';
import { ensureBuilt } from '../demo/start/ensure-built.mjs';
import { ensureChromium } from './browser.mjs';
import { installFolder } from './install.mjs';
import { run } from './run.mjs';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

/** Parts that the tests of a file need. @type {Record<string, (keyof import('../demo/full/find-parts.mjs').Parts)[]>} */
const needs = {
  'services-trace': ['python', 'redis', 'elasticsearch', 'collector'],
  'prometheus-visits': ['collector', 'prometheus'],
  'elasticsearch-records': ['elasticsearch'],
  questions: ['python', 'redis', 'elasticsearch', 'collector', 'prometheus'],
};

try {
  const parts = await findParts(console.log);
  for (const sentence of parts.leftOut) console.log(`✗ ${sentence}`);
  const wanted = values.write ? ['questions'] : Object.keys(needs);
  const files = wanted.filter((file) => needs[file]?.every((part) => parts[part]));
  for (const file of wanted) if (!files.includes(file)) console.log(`✗ ${file} is NOT tested here.`);
  if (files.length > 0) {
    await installFolder('demo/full/duckdb');
    await ensureBuilt({ onProgress: console.log });
    await ensureChromium();
    const names = files.map((file) => `/${file}\\.spec\\.ts$`);
    await run('playwright', ['test', '--config', 'e2e/suites/full/playwright.config.ts', ...names], {
      env: values.write ? { OTEL_RUM_WRITE_ANSWERS: 'true' } : {},
    });
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
