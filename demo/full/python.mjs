import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from '../../scripts/cache-folder.mjs';
import { root, run } from '../../scripts/run.mjs';

const PACKAGE = join(root, 'examples/flask');

/**
 * Creates a virtual environment with the locked packages and the one in examples/flask, once.
 *
 * @param {string} python path of the interpreter
 * @param {(message: string) => void} onProgress
 * @param {string} [lock] path from the root; default that of the demo's services
 * @returns {Promise<string>} the environment's interpreter. Run its commands as modules: their files name the folder
 *   that they were installed to, which has been renamed since
 */
export async function ensurePython(python, onProgress, lock = 'demo/services/requirements.lock') {
  const lockFile = join(root, lock);
  const version = (await run(python, ['-c', 'import sys; print(sys.version)'], { quiet: true })).trim();
  const hash = createHash('sha256').update(`${python} ${version}`);
  for (const file of [lockFile, join(PACKAGE, 'pyproject.toml'), join(PACKAGE, 'server_timing_trace.py')])
    hash.update(readFileSync(file));
  const folder = await cachedFolder(`python-${hash.digest('hex').slice(0, 12)}`, async (work) => {
    onProgress(`Installing the packages of ${lock}: half a minute, once.`);
    const environment = join(work, 'env');
    await run(python, ['-m', 'venv', environment], { quiet: true });
    const pip = (...args) =>
      run(join(environment, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--no-deps', ...args]);
    await pip('--require-hashes', '--requirement', lockFile);
    await pip('--no-build-isolation', PACKAGE);
  });
  return join(folder, 'env/bin/python');
}
