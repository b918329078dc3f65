import { defineConfig } from '@playwright/test';
import { inWebKit, notInWebKit } from '../../harness/engine-support.js';
import { common } from './common.js';

/** Read by `e2e/harness/test.ts`, here and in the workers. */
process.env.OTEL_RUM_WEBKIT = 'true';

/** Scenarios of `npm test` in WebKitGTK, by WebDriver. */
export default defineConfig(common, {
  testMatch: inWebKit.map((file) => `**/${file}`),
  grepInvert: Object.keys(notInWebKit).map((title) => new RegExp(title)),
  outputDir: '../../../test-results/scenarios-webkit',
});
