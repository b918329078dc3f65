// @ts-check
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Which Go would build the module of this folder.
 *
 * @param {string} folder of a go.mod
 * @returns {Promise<{ version: string } | { missing: string }>} missing: why there is none
 */
export async function findGo(folder) {
  try {
    // In the folder, so that a Go that is too old for its go.mod says so, or fetches the one that is not.
    const { stdout } = await execute('go', ['env', 'GOVERSION'], { cwd: folder });
    return { version: stdout.trim() };
  } catch (error) {
    const { code, stderr } = /** @type {{ code?: unknown, stderr?: string }} */ (error);
    return {
      missing: code === 'ENOENT' ? 'there is no Go on this machine' : `Go says: ${(stderr ?? '').trim()}`,
    };
  }
}
