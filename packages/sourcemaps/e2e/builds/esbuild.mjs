// @ts-check
import { build } from 'esbuild';
import { otelRumSourcemaps } from 'otel-rum-sourcemaps/esbuild';
import vue from 'unplugin-vue/esbuild';
import { RELEASE } from './paths.mjs';

/** @param {import('./paths.mjs').Build} options */
export const buildByEsbuild = ({ app, outDir, maps, isPlain }) =>
  build({
    absWorkingDir: app,
    entryPoints: { main: 'src/main.ts', worker: 'src/worker.ts' },
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    jsx: 'automatic',
    tsconfigRaw: {},
    define: RELEASE,
    logLevel: 'warning',
    ...(isPlain ? { sourcemap: /** @type {const} */ ('external') } : {}),
    plugins: [vue(), ...(isPlain ? [] : [otelRumSourcemaps({ maps })])],
  });
