import { defineConfig } from '@playwright/test';
import { inWebKit, notInWebKit } from '../../harness/engine-support.js';

/** Read by `e2e/harness/test.ts`, here and in the workers. */
process.env.OTEL_RUM_WEBKIT = 'true';

/** Scenarios of `npm test` in WebKitGTK, by WebDriver. */
export default defineConfig({
  testDir: '../../scenarios',
  testMatch: inWebKit.map((file) => `**/${file}`),
  grepInvert: Object.keys(notInWebKit).map((title) => new RegExp(title)),
  outputDir: '../../../test-results/scenarios-webkit',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
