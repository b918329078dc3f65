// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

const BUILDER = 'go.opentelemetry.io/collector/cmd/builder';
const LOCKED = ['go.mod', 'go.sum'];

/** @typedef {'collector' | 'two-tier'} Recipe a folder of examples/ that has a builder.yaml and its lock */

/** @param {Recipe} recipe */
const manifestOf = (recipe) => join(root, 'examples', recipe, 'builder.yaml');

/**
 * The folder of go.mod and go.sum: every module of a Collector, by version and hash.
 *
 * @param {Recipe} [recipe]
 */
export const lockFolder = (recipe = 'collector') => join(root, 'examples', recipe, 'lock');

/**
 * Returns what a binary depends on, in short.
 *
 * @param {string} goVersion
 * @param {Recipe} [recipe]
 */
export async function fingerprint(goVersion, recipe = 'collector') {
  const hash = createHash('sha256').update(`${goVersion} ${process.platform} ${process.arch}`);
  for (const file of [manifestOf(recipe), ...LOCKED.map((name) => join(lockFolder(recipe), name))])
    hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Lets the Collector's builder generate the program of builder.yaml, without its go.mod: the builder would also request the
 * modules of other modules' tests, and ignore go.sum.
 *
 * @param {string} folder
 * @param {Recipe} [recipe]
 */
export const generateSources = (folder, recipe = 'collector') =>
  runBuilder(folder, recipe, '--skip-get-modules');

/**
 * Copies the locked modules into a generated program.
 *
 * @param {string} folder
 * @param {Recipe} [recipe]
 * @param {string} [manifest] builder.yaml's text
 * @throws {Error} if the lock is not that of builder.yaml
 */
export async function useLock(
  folder,
  recipe = 'collector',
  manifest = readFileSync(manifestOf(recipe), 'utf8'),
) {
  const from = lockFolder(recipe);
  const locked = await readFile(join(from, 'go.mod'), 'utf8');
  for (const [, module] of manifest.matchAll(/^ +- gomod: (.+)$/gm)) {
    if (!locked.includes(`\t${module}\n`))
      throw new Error(
        `${module} is not in examples/${recipe}/lock: run \`node scripts/examples/lock-collector.mjs ${recipe}\``,
      );
  }
  for (const name of LOCKED) await copyFile(join(from, name), join(folder, name));
}

/**
 * Lets the builder resolve the modules of builder.yaml, and locks them.
 *
 * @param {string} folder to work in
 * @param {Recipe} [recipe]
 */
export async function writeLock(folder, recipe = 'collector') {
  // It fails if a module is missing that only other modules' tests need; -e continues.
  await runBuilder(folder, recipe).catch((error) =>
    console.log(`${error.message}: continuing without the tests' modules.`),
  );
  await run('go', ['-C', folder, 'mod', 'tidy', '-e']);
  await mkdir(lockFolder(recipe), { recursive: true });
  for (const name of LOCKED) await copyFile(join(folder, name), join(lockFolder(recipe), name));
}

/** @param {string} folder @param {Recipe} recipe @param {string[]} flags */
async function runBuilder(folder, recipe, ...flags) {
  const manifest = await readFile(manifestOf(recipe), 'utf8');
  const version = /^ {2}version: (\S+)$/m.exec(manifest)?.[1];
  const copy = join(folder, 'builder.yaml');
  await writeFile(
    copy,
    manifest.replace(/^ {2}output_path: .*$/m, `  output_path: ${JSON.stringify(folder)}`),
  );
  await run('go', ['run', `${BUILDER}@v${version}`, '--config', copy, '--skip-compilation', ...flags]);
}
