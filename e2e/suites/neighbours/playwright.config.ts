import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.js';

export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../../test-results/neighbours',
  timeout: 60_000,
  reporter: [['list'], ['./harness/table-reporter.ts']],
  use: { ...base.use, screenshot: 'off' },
  projects: [{ name: 'neighbours', testMatch: '**/*.spec.ts' }],
});
