import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endWithParent } from './end-with-parent.mjs';

const STOP_LIMIT_MILLIS = 10_000;
const KEPT_LINES = 30;

/**
 * Starts a third-party server, and waits for its line that reports readiness.
 *
 * @param {object} server
 * @param {string} server.name
 * @param {string} server.command
 * @param {string[]} server.args
 * @param {Record<string, string | undefined>} [server.env]
 * @param {string} [server.cwd]
 * @param {RegExp} server.ready its first group, if any, is the address
 * @param {string} [server.url] the address, when the line does not name it
 * @throws {Error} with its last lines, if it ends before it is ready
 */
export async function startProcess({ name, command, args, env = {}, cwd, ready, url }) {
  // In a process group of its own, so that Ctrl-C reaches only the starter, which stops all in order.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const lines = [];
  const isReady = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        const match = ready.exec(line);
        if (match) resolve(match[1] ?? url);
      });
    }
  });
  const exited = Promise.race([
    once(child, 'exit'),
    once(child, 'error').then(([error]) => [error.message]),
  ]).then(
    ([code, signal]) => `${name} (process ${child.pid}) ended with ${signal ?? code}:\n${lines.join('\n')}`,
  );
  const failed = exited.then((message) => {
    throw new Error(message);
  });
  failed.catch(() => {});
  if (child.pid) exited.then(await endWithParent(child.pid));
  const address = await Promise.race([isReady, failed]);

  return {
    url: address,
    pid: child.pid,
    /** Resolves with a sentence when the process has ended, for whatever reason. */
    exited,
    /** Its last lines. */
    lines,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MILLIS);
      await exited;
      clearTimeout(force);
    },
  };
}
