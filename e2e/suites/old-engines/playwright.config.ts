import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.js';

// biome-ignore lint/style/noDefaultExport: Playwright reads it
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../../test-results/old-engines',
  projects: [{ name: 'old-engines' }],
});
