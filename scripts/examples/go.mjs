// @ts-check
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Returns the version of Go that would build the module of this folder.
 *
 * @param {string} folder of a go.mod
 * @returns {Promise<{ version: string } | { missing: string }>} missing: why there is none
 */
export async function findGo(folder) {
  try {
    // In the folder, since a Go that is too old for its go.mod downloads a newer one, or fails with a message.
    const { stdout } = await execute('go', ['env', 'GOVERSION'], { cwd: folder });
    await execute('go', ['list', '-m'], { cwd: folder });
    return { version: stdout.trim() };
  } catch (error) {
    const { code, stderr } = /** @type {{ code?: unknown, stderr?: string }} */ (error);
    return {
      missing: code === 'ENOENT' ? 'there is none on this machine' : `Go says "${(stderr ?? '').trim()}"`,
    };
  }
}
