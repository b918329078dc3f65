// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from '../cache-folder.mjs';
import { run } from '../run.mjs';
import { fingerprint, generateSources, useLock } from './collector-sources.mjs';

const NAME = 'otelcol-rum';
const GO_BUILD = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w'];

/**
 * Builds the OpenTelemetry Collector of a recipe's builder.yaml, unless the user's cache has one of the same manifest,
 * modules and Go.
 *
 * @param {string} goVersion
 * @param {import('./collector-sources.mjs').Recipe} [recipe]
 * @returns {Promise<string>} the binary's path
 */
export async function buildCollector(goVersion, recipe = 'collector') {
  const folder = join(cacheRoot, `collector-${await fingerprint(goVersion, recipe)}`);
  const binary = join(folder, NAME);
  if (existsSync(binary)) return binary;

  console.log('Building the OpenTelemetry Collector: some minutes, once.');
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'building-'));
  try {
    await generateSources(work, recipe);
    await useLock(work, recipe);
    await run('go', ['-C', work, 'build', ...GO_BUILD, '-o', NAME]);
    // In one step, since another run may do the same.
    await rename(join(work, NAME), binary);
  } finally {
    await rm(work, { recursive: true });
  }
  return binary;
}
