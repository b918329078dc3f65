import path from 'node:path';
import { root, run } from '../../scripts/run.mjs';
import { isStale } from './is-stale.mjs';

const inRoot = (...paths) => paths.map((relative) => path.join(root, relative));

/** Describes a front end that Vite builds with otel-rum as it is published. */
const app = (name, title) => ({
  name: `the ${title} app`,
  sources: inRoot(
    'dist/index.js',
    `dist/${name}.js`,
    'demo/package.json',
    'packages/sourcemaps/src/build',
    ...['index.html', 'src', 'vite.config.mjs'].map((part) => `demo/fronts/${name}/${part}`),
    'demo/fronts/shared',
  ),
  results: inRoot(`demo/fronts/${name}/dist/index.html`),
  build: () => run('vite', ['build', '--config', `demo/fronts/${name}/vite.config.mjs`], { quiet: true }),
});

const builds = [
  {
    name: 'the SDK',
    sources: inRoot('src', 'package.json', 'rollup.config.mjs', 'build/plugins', 'scripts/build.mjs'),
    results: inRoot(
      ...['index', 'otel-rum.iife', 'loader', 'devtools.iife', 'react', 'vue'].map(
        (name) => `dist/${name}.js`,
      ),
    ),
    build: () => run('node', ['scripts/build.mjs'], { quiet: true }),
  },
  app('react', 'React'),
  app('vue', 'Vue'),
];

/**
 * Builds the files that the demo serves, if they are missing or older than their sources.
 * @param {{ onProgress?: (message: string) => void }} [options]
 */
export const ensureBuilt = async ({ onProgress = () => {} } = {}) => {
  for (const { name, sources, results, build } of builds) {
    if (!isStale(results, sources)) continue;
    onProgress(`Building ${name} …`);
    await build();
  }
};
