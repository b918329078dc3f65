import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  test: {
    // Property tests on a busy machine.
    testTimeout: 30_000,
    include: [
      'src/**/*.test.ts',
      '{build,bench,collector,scripts,tools}/**/*.test.mjs',
      'demo/**/*.test.{mjs,ts,tsx}',
      'packages/*/src/**/*.test.mjs',
    ],
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
  },
});
