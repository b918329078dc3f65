// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from '../cache-folder.mjs';
import { root, run } from '../run.mjs';

const FOLDER = join(root, 'examples', 'backends', 'go');
const NAME = 'backend';

/**
 * Builds examples/backends/go, unless the user's cache has it.
 *
 * @param {string} goVersion
 * @returns {Promise<string>} the binary's path
 */
export async function buildGoBackend(goVersion) {
  const hash = createHash('sha256').update(`${goVersion} ${process.platform} ${process.arch}`);
  for (const file of ['main.go', 'go.mod', 'go.sum']) hash.update(readFileSync(join(FOLDER, file)));
  const folder = await cachedFolder(`go-backend-${hash.digest('hex').slice(0, 12)}`, async (work) => {
    console.log('Building the backend in Go: half a minute, once.');
    await run('go', [
      '-C',
      FOLDER,
      'build',
      '-mod=readonly',
      '-trimpath',
      '-buildvcs=false',
      '-o',
      join(work, NAME),
    ]);
  });
  return join(folder, NAME);
}
