// @ts-check
import vue from '@vitejs/plugin-vue';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/vite';
import { build } from 'vite';

/** @param {import('./paths.mjs').Build} options */
export const buildByVite = ({ app, outDir, maps, isPlain }) =>
  build({
    root: app,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [vue(), isPlain ? [] : otelRumSourcemaps({ maps })],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: isPlain ? 'hidden' : false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { main: `${app}src/main.ts`, worker: `${app}src/worker.ts` },
        output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  });
