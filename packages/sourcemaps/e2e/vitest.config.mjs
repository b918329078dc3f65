import { defineConfig } from 'vitest/config';

// Tests that need the bundlers of this folder's lock file: `npm run test:sourcemaps`.
export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.mjs'], testTimeout: 120_000 },
});
