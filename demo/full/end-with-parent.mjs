import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const watchdogFile = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));

/** @type {import('node:child_process').ChildProcess | undefined} */
let watchdog;

/**
 * Makes a process end with this one, however this one ends, including a crash and SIGKILL.
 *
 * @param {number} pid
 * @returns {Promise<() => void>} once the process is watched; to be called when it has ended: its id may be another's soon
 */
export async function endWithParent(pid) {
  if (!watchdog?.connected) {
    watchdog = fork(watchdogFile, { detached: true, stdio: 'ignore' });
    watchdog.unref();
    watchdog.channel?.unref();
  }
  const isWatched = new Promise((resolve) => {
    const onMessage = (/** @type {number} */ watched) => {
      if (watched !== pid) return;
      watchdog?.off('message', onMessage);
      resolve(undefined);
    };
    watchdog?.on('message', onMessage);
  });
  watchdog.channel?.ref();
  watchdog.send(pid);
  await isWatched;
  watchdog.channel?.unref();
  return () => void (watchdog.connected && watchdog.send(-pid));
}
