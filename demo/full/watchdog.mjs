// Started by end-with-parent.mjs. Its channel closes when its parent ends, in whatever way.
const pids = new Set();
process.on('message', (pid) => (pid > 0 ? pids.add(pid) : pids.delete(-pid)));
process.on('disconnect', () => {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // Ended before.
    }
  }
});
