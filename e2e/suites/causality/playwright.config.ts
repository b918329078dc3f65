import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.js';

/** `npm run test:causality`: two minutes that depend on timing, so nothing else should run on the machine. */
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../../test-results/causality',
  workers: 1,
  projects: [{ name: 'causality' }],
});
