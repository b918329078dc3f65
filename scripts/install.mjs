// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Installs the packages of package-lock.json if one is missing or has another version. */
export async function installPackages() {
  const reason = whyStale();
  if (!reason) return;
  console.log(`Installing packages: ${reason}.`);
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/**
 * Installs the packages of a folder that is no workspace, if one is missing or has another version.
 *
 * @param {string} folder from the root, with a lock file of its own
 */
export async function installFolder(folder) {
  const reason = whyStale(join(root, folder));
  if (!reason) return;
  console.log(`Installing the packages of ${folder}: ${reason}.`);
  await run('npm', [
    'ci',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}

/**
 * Compares the lock file in which npm records installed packages with ours, without the network.
 *
 * @returns {string | undefined} undefined where all is as it should be
 */
export function whyStale(folder = root) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  if (!wanted) return 'there is no package-lock.json';
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (!installed) return 'there are none yet';
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    // Skips optional packages, which some platforms lack, and links and workspaces, which are this repository itself.
    if (!path.includes('node_modules/') || optional || link) continue;
    if (installed[path]?.version !== version)
      return `${path.replace(/.*node_modules\//, '')} ${version} is missing`;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, link?: boolean }> | undefined}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
