import { defineConfig } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.mjs';
import { chromiumOnly } from '../../harness/engine-support.js';

const executablePath = findBrowser('firefox');
if (!executablePath) throw new Error('There is no Firefox: `npm run test:browsers` installs one');

/** An unmodified Firefox, by WebDriver BiDi. */
const firefox = {
  browserName: 'firefox' as const,
  channel: 'moz-firefox',
  launchOptions: {
    executablePath,
    firefoxUserPrefs: { 'browser.sessionhistory.max_total_viewers': 0 },
  },
};

const FOLDERS = [
  'errors',
  'hostile',
  'navigation',
  'privacy',
  'script-tag',
  'sessions',
  'user-actions',
  'web-vitals',
];
/** The folders whose scenarios are known to pass in Firefox; of others only those that are named. */
const SORTED = [...FOLDERS.map((folder) => `**/${folder}/*.spec.ts`), '**/platforms/data-saver.spec.ts'];

/** The scenarios of `npm test`, in Firefox. */
export default defineConfig({
  testDir: '../../scenarios',
  outputDir: '../../../test-results/scenarios',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: { trace: 'off', video: 'off', screenshot: 'off' },
  projects: [
    {
      name: 'firefox',
      testMatch: SORTED,
      testIgnore: ['**/*.bfcache.spec.ts', ...Object.keys(chromiumOnly).map((file) => `**/${file}`)],
      use: firefox,
    },
  ],
});
