import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.js';

/** `npm run test:causality`: two minutes in which much must happen between other things, so alone on the machine. */
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../../test-results/causality',
  workers: 1,
  projects: [{ name: 'causality' }],
});
