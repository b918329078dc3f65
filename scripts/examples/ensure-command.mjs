// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../run.mjs';

/** Debian installs some servers in folders that are only in root's path. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

/**
 * Returns the path of a command, or undefined when this machine has none of that name.
 *
 * @param {string} name
 * @param {string[]} [folders]
 */
export const findCommand = (name, folders = FOLDERS) =>
  folders.map((folder) => join(folder, name)).find(isExecutable);

/**
 * Looks for a command. On a CI machine with the rights for it, apt installs what is missing; nowhere else, since the
 * package may start a server.
 *
 * @param {string} name
 * @param {string} debianPackage
 * @param {string[]} [folders]
 * @returns {Promise<string | undefined>} its path
 */
export async function ensureCommand(name, debianPackage, folders = FOLDERS) {
  const find = () => findCommand(name, folders);
  if (find() || !process.env.CI || process.getuid?.() !== 0) return find();
  console.log(`Installing ${debianPackage}: ${name} is missing.`);
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage]);
  } catch (error) {
    console.log(`The installation failed: ${error instanceof Error ? error.message : error}.`);
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
