import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { ENTRIES, isModule } from './build/entries.mjs';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __VERSION__: JSON.stringify(manifest.version) },
  resolve: {
    // Our own entry points from the source, before there is a build.
    alias: ENTRIES.filter(isModule).map(({ subpath, source }) => ({
      find: new RegExp(`^${subpath.replace('.', 'otel-rum')}$`),
      replacement: fileURLToPath(new URL(`src/${source}`, import.meta.url)),
    })),
  },
  test: {
    // Property tests on a busy machine.
    testTimeout: 30_000,
    include: [
      'src/**/*.test.ts',
      '{build,bench,collector,scripts,tools}/**/*.test.mjs',
      'demo/**/*.test.{mjs,ts,tsx}',
      'packages/*/src/**/*.test.mjs',
      'examples/testing/*.test.{ts,tsx}',
    ],
    environment: 'node',
    restoreMocks: true,
    unstubGlobals: true,
  },
});
