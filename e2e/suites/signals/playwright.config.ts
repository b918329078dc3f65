import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.matrix.ts',
  outputDir: '../../../test-results/signals',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 90_000,
  reporter: [['list'], ['./table-reporter.ts']],
});
