import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.js';

/** `npm run test:load`: some minutes of load, and a day simulated in a few minutes; nothing else should run on the machine. */
export default defineConfig({
  ...base,
  testDir: '.',
  workers: 1,
  retries: 0,
  projects: [{ name: 'load' }],
});
