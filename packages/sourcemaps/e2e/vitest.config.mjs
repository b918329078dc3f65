import { defineConfig } from 'vitest/config';

// What needs the bundlers of this folder's lock: `npm run test:sourcemaps`.
export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.mjs'], testTimeout: 120_000 },
});
