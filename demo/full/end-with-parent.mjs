import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const watchdogFile = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));

/** @type {import('node:child_process').ChildProcess | undefined} */
let watchdog;

/**
 * Has a process end with this one, however this one ends: by a crash and SIGKILL too.
 *
 * @param {number} pid
 * @returns {() => void} to be called when the process has ended: its id may be another's soon
 */
export function endWithParent(pid) {
  if (!watchdog?.connected) {
    watchdog = fork(watchdogFile, { detached: true, stdio: 'ignore' });
    watchdog.unref();
    watchdog.channel?.unref();
  }
  watchdog.send(pid);
  return () => void (watchdog.connected && watchdog.send(-pid));
}
