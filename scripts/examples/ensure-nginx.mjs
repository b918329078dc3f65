// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../run.mjs';

/** Debian has nginx where only root looks. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/**
 * Looks for nginx. On a CI machine with the rights for it, apt installs what is missing; nowhere else, since the package
 * may start a server.
 *
 * @param {string[]} [folders]
 * @returns {Promise<string | undefined>} its path
 */
export async function ensureNginx(folders = FOLDERS) {
  const find = () => folders.map((folder) => join(folder, 'nginx')).find(isExecutable);
  if (find() || !process.env.CI || process.getuid?.() !== 0) return find();
  console.log('Installing nginx: none was found.');
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'nginx-light']);
  } catch (error) {
    console.log(`That did not work: ${error instanceof Error ? error.message : error}.`);
  }
  return find();
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
