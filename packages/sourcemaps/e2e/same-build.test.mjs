// @ts-check
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { expectSameBuild, readFiles } from '../src/build/sample-app.mjs';
import { app } from './builds/paths.mjs';
import { buildByRspack } from './builds/rspack.mjs';
import { buildByWebpack } from './builds/webpack.mjs';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otel-rum-same-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A build's files; each build has the same folder, since ids of modules may depend on it. @param {(options: any) => Promise<unknown>} build @param {object} [own] */
async function filesOf(build, own) {
  const outDir = join(folder, 'out');
  await rm(outDir, { recursive: true, force: true });
  await build({ app, outDir, maps: join(folder, 'maps'), entry: { small: './src/small.ts' }, ...own });
  return readFiles(outDir);
}

const bundlers = /** @type {const} */ ([
  ['webpack', buildByWebpack],
  ['Rspack', buildByRspack],
]);

it.each(bundlers)(
  '%s builds the same but for prologue and comment, its maps right to the character',
  async (_, build) => {
    const plain = await filesOf(build, { isPlainlyNamed: true, isPlain: true });
    const built = await filesOf(build, { isPlainlyNamed: true });
    await expectSameBuild(plain, built, join(folder, 'maps'));
    const scripts = Object.keys(built).filter((name) => name.endsWith('.js'));
    expect(scripts.length, 'the entry, the chunk, the worker').toBeGreaterThanOrEqual(3);
  },
);

it.each(bundlers)('%s builds the same ids again, and names chunks by what is in them', async (_, build) => {
  const built = await filesOf(build);
  expect(await filesOf(build)).toEqual(built);
  const hashes = Object.keys(built).flatMap((name) => /\.([0-9a-f]{16,20})\.js$/.exec(name)?.[1] ?? []);
  expect(hashes.length).toBeGreaterThan(0);
  for (const hash of hashes) expect(built['small.js']).toContain(hash);
});
