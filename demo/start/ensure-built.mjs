import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isStale } from './is-stale.mjs';
import { npm } from './npm.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (...paths) => paths.map((relative) => path.join(root, relative));

const run = async (command, args) => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${path.basename(args[0])} ${args.slice(1).join(' ')} failed:\n${output}`);
};

const builds = [
  {
    name: 'the SDK',
    sources: inRoot('src', 'package.json', 'rollup.config.mjs', 'scripts/rollup'),
    results: inRoot('dist/index.js', 'dist/otel-rum.iife.js', 'dist/loader.js'),
    build: () => run(...npm('run', 'build')),
  },
  {
    name: 'the React app',
    sources: inRoot('dist/index.js', 'demo/package.json', 'demo/fronts/react/index.html', 'demo/fronts/react/src', 'demo/fronts/react/vite.config.mjs', 'demo/fronts/shared'),
    results: inRoot('demo/fronts/react/dist/index.html'),
    build: () => {
      const vite = createRequire(import.meta.url).resolve('vite/package.json').replace(/package\.json$/, 'bin/vite.js');
      return run(process.execPath, [vite, 'build', '--config', 'demo/fronts/react/vite.config.mjs']);
    },
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
