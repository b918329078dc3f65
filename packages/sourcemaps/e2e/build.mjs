// @ts-check
// node build.mjs [bundler…]: builds the app by each, with its plugin, into out/; the maps into out/maps.
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
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
  'release-2': async () => buildSecondRelease,
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

/** The app with another line at the top of two files, by Vite. @param {import('./builds/paths.mjs').Build} options */
async function buildSecondRelease(options) {
  const { buildByVite } = await import('./builds/vite.mjs');
  const copy = `${out}release-2-app/`;
  await rm(copy, { recursive: true, force: true });
  await cp(app, copy, { recursive: true });
  for (const name of ['own', 'dynamic']) {
    const path = `${copy}src/${name}.ts`;
    await writeFile(path, `console.debug('the second release');\n\n\n${await readFile(path, 'utf8')}`);
  }
  return buildByVite({ ...options, app: copy });
}
