import { defineConfig } from '@playwright/test';
import base from '../../../playwright.config.js';

/** `npm run test:load`: minutes of load, and a day in a few minutes, alone on the machine. */
export default defineConfig({
  ...base,
  testDir: '.',
  workers: 1,
  retries: 0,
  projects: [{ name: 'load' }],
});
