import { defineConfig } from '@playwright/test';
import type { BrowserName } from '../../../scripts/browser.mjs';
import { browserNames } from '../../../scripts/browser.mjs';

/** The engines to run; `scripts/test-browsers.mjs` passes those that are installed. */
const wanted = process.env.OTEL_RUM_ENGINES?.split(',') ?? browserNames;

export default defineConfig<object, { engine: BrowserName }>({
  testDir: '.',
  testMatch: '*.matrix.ts',
  outputDir: '../../../test-results/browsers',
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 1,
  // A file's tests share a browser: each engine has one worker.
  workers: 2,
  timeout: 90_000,
  reporter: [['list'], ['./table-reporter.ts']],
  projects: browserNames
    .filter((name) => wanted.includes(name))
    .map((engine) => ({ name: engine, use: { engine } })),
});
