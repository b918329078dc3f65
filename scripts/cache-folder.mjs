// @ts-check
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder for builds that no package manager keeps: in the user's cache, outside of the repository. */
export const cacheRoot = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'otel-rum');

/**
 * Returns a folder of the user's cache, filled once.
 *
 * @param {string} name with a fingerprint of what the content is made of
 * @param {(folder: string) => Promise<void>} fill makes the content; a folder that it could not finish is removed
 * @returns {Promise<string>}
 */
export async function cachedFolder(name, fill) {
  const folder = join(cacheRoot, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot, { recursive: true });
  const work = await mkdtemp(join(cacheRoot, `${name}-`));
  try {
    await fill(work);
    // In one step, since another run may do the same.
    await rename(work, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
