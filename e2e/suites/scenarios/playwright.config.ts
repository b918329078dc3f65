import { defineConfig } from '@playwright/test';
import { findBrowser } from '../../../scripts/browser.mjs';
import { chromiumOnly } from '../../harness/engine-support.js';
import { common } from './common.js';

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
const FILES = [
  'delivery/delivery-storage',
  'delivery/page-end-pass',
  'delivery/wire-types',
  'frameworks/react-route-errors',
  'frameworks/react-routers',
  'frameworks/react-server',
  'frameworks/vue-routers',
  'frameworks/vue-server',
  'platforms/data-saver',
  'platforms/pagehide-alone',
  'platforms/partitioned-storage',
  'requests/propagation-*',
  'requests/requests',
  'requests/requests-conformance',
  'requests/requests-conformance-planted',
  'requests/requests-foreign',
  'requests/spans-parity',
];
/** The folders and files whose scenarios are known to pass in Firefox. */
const SORTED = [
  ...FOLDERS.map((folder) => `**/${folder}/*.spec.ts`),
  ...FILES.map((file) => `**/${file}.spec.ts`),
];

/** The scenarios of `npm test`, in Firefox. */
export default defineConfig(common, {
  outputDir: '../../../test-results/scenarios',
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
