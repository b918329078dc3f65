import path from 'node:path';
import { root, run } from '../../scripts/run.mjs';
import { isStale } from './is-stale.mjs';

const inRoot = (...paths) => paths.map((relative) => path.join(root, relative));

const builds = [
  {
    name: 'the SDK',
    sources: inRoot('src', 'package.json', 'rollup.config.mjs', 'scripts/rollup', 'scripts/build.mjs'),
    results: inRoot('dist/index.js', 'dist/otel-rum.iife.js', 'dist/loader.js'),
    build: () => run('node', ['scripts/build.mjs'], { quiet: true }),
  },
  {
    name: 'the React app',
    sources: inRoot(
      'dist/index.js',
      'demo/package.json',
      'demo/fronts/react/index.html',
      'demo/fronts/react/src',
      'demo/fronts/react/vite.config.mjs',
      'demo/fronts/shared',
    ),
    results: inRoot('demo/fronts/react/dist/index.html'),
    build: () => run('vite', ['build', '--config', 'demo/fronts/react/vite.config.mjs'], { quiet: true }),
  },
];

/**
 * Builds what the demo serves, where it is missing or older than what it is made of.
 * @param {{ onProgress?: (message: string) => void }} [options]
 */
export const ensureBuilt = async ({ onProgress = () => {} } = {}) => {
  for (const { name, sources, results, build } of builds) {
    if (!isStale(results, sources)) continue;
    onProgress(`Building ${name} …`);
    await build();
  }
};
