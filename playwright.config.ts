import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './scripts/browser.mjs';

const executablePath = findChromium();
const launchOptions = {
  ...(executablePath ? { executablePath } : {}),
  args: CHROMIUM_ARGS,
};

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...(executablePath ? {} : { channel: 'chromium' }),
    // Traces and videos change when a page ends, and that is what is tested.
    trace: 'off',
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions,
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: ['**/*.bfcache.spec.ts', '**/deploy/**', '**/load/**', '**/browsers/**'],
    },
    {
      name: 'bfcache',
      testMatch: '**/*.bfcache.spec.ts',
      use: { launchOptions: { ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] } },
    },
  ],
});
