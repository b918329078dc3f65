import { defineConfig } from '@playwright/test';
import shared from '../../../playwright.config.js';

// The full demo, started once for all: `npm run test:full` has found its parts.
export default defineConfig({
  ...shared,
  testDir: '.',
  outputDir: '../../../test-results/full',
  timeout: 60_000,
  // One demo at a time, because its servers share two cores with the browser.
  workers: 1,
  projects: [{ name: 'full' }],
});
