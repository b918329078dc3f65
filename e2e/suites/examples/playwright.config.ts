import { defineConfig } from '@playwright/test';
import shared from '../../../playwright.config.js';

// What is deployed beside the pages: `npm run test:examples` has built and found what these tests need.
export default defineConfig({
  ...shared,
  testDir: '.',
  outputDir: '../../../test-results/deploy',
  // Collectors wait for sampling decisions, queues and retries.
  timeout: 60_000,
  projects: [{ name: 'deploy' }],
});
