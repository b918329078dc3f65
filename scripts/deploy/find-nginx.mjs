// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../run.mjs';

/** @returns {string | undefined} nginx's path */
export function findNginx() {
  // Debian has it where only root looks.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, 'nginx')).find(isExecutable);
}

/**
 * Like `findNginx`; on a CI machine with the rights for it, apt installs what is missing. Nowhere else: the package
 * may start a server.
 *
 * @returns {Promise<string | undefined>}
 */
export async function ensureNginx() {
  const found = findNginx();
  if (found || !process.env.CI || process.getuid?.() !== 0) return found;
  console.log('Installing nginx: none was found.');
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'nginx-light']);
  } catch (error) {
    console.log(`That did not work: ${error instanceof Error ? error.message : error}.`);
  }
  return findNginx();
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
