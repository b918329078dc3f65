// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The error of a command that failed. */
export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {number | NodeJS.Signals} end exit code, or the signal that ended it
   * @param {string} output what it printed, where quiet
   */
  constructor(command, end, output) {
    super(`\`${command}\` ended with ${end}`);
    this.name = 'CommandError';
    this.output = output;
  }
}

/**
 * Runs a command at the root, with the packages' commands first in the path, and prints its output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, quiet?: boolean }} [options] quiet: what it prints is returned, not shown
 * @returns {Promise<string>} what it printed, where quiet
 * @throws {CommandError} unless it ends with 0
 */
export async function run(command, args, { env = {}, quiet = false } = {}) {
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
    // Windows finds npm's commands only by the shell.
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new CommandError([command, ...args].join(' '), code ?? signal, output);
  return output;
}
