// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, run } from '../run.mjs';

const BUILDER = 'go.opentelemetry.io/collector/cmd/builder';
const LOCKED = ['go.mod', 'go.sum'];

const manifestFile = join(root, 'examples', 'collector', 'builder.yaml');

/** Folder of go.mod and go.sum: every module of the Collector, by version and hash. */
export const lockFolder = join(root, 'examples', 'collector', 'lock');

/** What a binary depends on, in short. @param {string} goVersion */
export async function fingerprint(goVersion) {
  const hash = createHash('sha256').update(`${goVersion} ${process.platform} ${process.arch}`);
  for (const file of [manifestFile, ...LOCKED.map((name) => join(lockFolder, name))])
    hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Lets the Collector's builder generate the program of builder.yaml, without its go.mod: the builder would also request the
 * modules of other modules' tests, and ignore go.sum.
 *
 * @param {string} folder
 */
export const generateSources = (folder) => runBuilder(folder, '--skip-get-modules');

/**
 * Copies the locked modules into a generated program.
 *
 * @param {string} folder
 * @param {string} [manifest] builder.yaml's text
 * @throws {Error} if the lock is not that of builder.yaml
 */
export async function useLock(folder, manifest = readFileSync(manifestFile, 'utf8')) {
  const locked = await readFile(join(lockFolder, 'go.mod'), 'utf8');
  for (const [, module] of manifest.matchAll(/^ +- gomod: (.+)$/gm)) {
    if (!locked.includes(`\t${module}\n`))
      throw new Error(
        `${module} is not in examples/collector/lock: run \`node scripts/examples/lock-collector.mjs\``,
      );
  }
  for (const name of LOCKED) await copyFile(join(lockFolder, name), join(folder, name));
}

/**
 * Lets the builder resolve the modules of builder.yaml, and locks them.
 *
 * @param {string} folder to work in
 */
export async function writeLock(folder) {
  // It fails if a module is missing that only other modules' tests need; -e continues.
  await runBuilder(folder).catch((error) =>
    console.log(`${error.message}: continuing without the tests' modules.`),
  );
  await run('go', ['-C', folder, 'mod', 'tidy', '-e']);
  await mkdir(lockFolder, { recursive: true });
  for (const name of LOCKED) await copyFile(join(folder, name), join(lockFolder, name));
}

/** @param {string} folder @param {string[]} flags */
async function runBuilder(folder, ...flags) {
  const manifest = await readFile(manifestFile, 'utf8');
  const version = /^ {2}version: (\S+)$/m.exec(manifest)?.[1];
  const copy = join(folder, 'builder.yaml');
  await writeFile(
    copy,
    manifest.replace(/^ {2}output_path: .*$/m, `  output_path: ${JSON.stringify(folder)}`),
  );
  await run('go', ['run', `${BUILDER}@v${version}`, '--config', copy, '--skip-compilation', ...flags]);
}
