import { defineConfig } from '@playwright/test';
import shared from '../../../playwright.config.js';
import type { BrowserName } from '../../../scripts/browser.mjs';
import { browserNames } from '../../../scripts/browser.mjs';

/** The engines to run; `scripts/test-sourcemaps.mjs` passes those that are installed. */
const wanted = process.env.OTEL_RUM_ENGINES?.split(',') ?? browserNames;

export default defineConfig<object, { engine: BrowserName }>({
  use: shared.use ?? {},
  testDir: '.',
  outputDir: '../../../test-results/sourcemaps',
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 90_000,
  reporter: [['list'], ['./table-reporter.ts']],
  projects: [
    { name: 'pipeline', testMatch: '*.spec.ts' },
    ...browserNames
      .filter((name) => wanted.includes(name))
      .map((engine) => ({ name: engine, testMatch: '*.matrix.ts', use: { engine } })),
  ],
});
