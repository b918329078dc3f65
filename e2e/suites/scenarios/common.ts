import { defineConfig } from '@playwright/test';

/** What the scenarios of `npm test` have in common in other engines than Chromium. */
export const common = defineConfig({
  testDir: '../../scenarios',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
