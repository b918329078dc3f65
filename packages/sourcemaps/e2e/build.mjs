// @ts-check
// node build.mjs [bundler…]: builds the app by each, with its plugin, into out/; the maps into out/maps.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { app } from './builds/paths.mjs';

/** @type {Record<string, () => Promise<(options: import('./builds/paths.mjs').Build) => Promise<unknown>>>} */
const bundlers = {
  vite: async () => (await import('./builds/vite.mjs')).buildByVite,
  rollup: async () => (await import('./builds/rollup.mjs')).buildByRollup,
  webpack: async () => (await import('./builds/webpack.mjs')).buildByWebpack,
  rspack: async () => (await import('./builds/rspack.mjs')).buildByRspack,
  esbuild: async () => (await import('./builds/esbuild.mjs')).buildByEsbuild,
  next: async () => (await import('./builds/next.mjs')).buildByNext,
};

const out = fileURLToPath(new URL('./out/', import.meta.url));
for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(bundlers)) {
  const startedAt = performance.now();
  const build = await bundlers[name]?.();
  if (!build) throw new Error(`${name} is none of ${Object.keys(bundlers).join(', ')}`);
  await rm(`${out}${name}`, { recursive: true, force: true });
  await build({ app, outDir: `${out}${name}`, maps: `${out}maps` });
  console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
