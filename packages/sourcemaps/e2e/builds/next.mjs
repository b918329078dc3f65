// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { buildByEsbuild } from './esbuild.mjs';
import { next } from './paths.mjs';

const cli = createRequire(import.meta.url).resolve('next/dist/bin/next');

/** As a static export, which any server can serve. @param {import('./paths.mjs').Build} options */
export async function buildByNext(options) {
  const { outDir, maps } = options;
  const dist = join(next, '.next-out');
  await rm(dist, { recursive: true, force: true });
  const child = spawn(process.execPath, [cli, 'build', '--webpack'], {
    cwd: next,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', OUT_DIR: relative(next, dist), MAPS: maps },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`next build ended with ${code}:\n${output}`);
  await cp(dist, outDir, { recursive: true });
  // The worker that the app evaluates is a plain file, for which Next has no entry.
  const workers = join(outDir, 'workers');
  await buildByEsbuild({ ...options, outDir: workers });
  await cp(join(workers, 'worker.js'), join(outDir, 'worker.js'));
  await rm(workers, { recursive: true });
}
