import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startProcess } from './start-process.mjs';

const node = (code) => ({ name: 'It', command: process.execPath, args: ['-e', code], ready: /^at (\S+)/ });
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('waits for the line that names the address, and ends the process', async () => {
  const server = await startProcess(
    node("console.log('starting\\nat http://here'); setInterval(() => {}, 1e6)"),
  );
  expect(server.url).toBe('http://here');
  await server.close();
  expect(isAlive(server.pid)).toBe(false);
});

it('says with which words a process ended that never was ready', async () => {
  await expect(startProcess(node("console.error('no room'); process.exit(3)"))).rejects.toThrow(
    /^It \(process \d+\) ended with 3:\nno room$/,
  );
  await expect(startProcess({ ...node(''), command: '/no/such/command' })).rejects.toThrow(/ENOENT/);
});

it('has the process end with its starter, killed or not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-process-'));
  const file = join(folder, 'starter.mjs');
  const module = JSON.stringify(new URL('./start-process.mjs', import.meta.url).href);
  writeFileSync(
    file,
    `import { startProcess } from ${module};
     const args = ['-e', "console.log('at x'); setInterval(() => {}, 1e6)"];
     const { pid } = await startProcess({ name: 'It', command: process.execPath, args, ready: /^at (.)/ });
     process.send(pid);`,
  );
  const starter = fork(file);
  const [pid] = await once(starter, 'message');
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  rmSync(folder, { recursive: true });
});
