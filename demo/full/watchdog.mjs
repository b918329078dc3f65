// Started by end-with-parent.mjs. Its channel closes when its parent ends, for whatever reason.
const pids = new Set();
process.on('message', (pid) => {
  if (pid < 0) return void pids.delete(-pid);
  pids.add(pid);
  process.send?.(pid);
});
process.on('disconnect', () => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  }
});
