import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url));
let dataDir;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'collector-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

it.each(['SIGINT', 'SIGTERM'])('prints its address, and stops cleanly on %s', async (signal) => {
  const child = spawn(process.execPath, [MAIN, '--port', '0', '--data-dir', dataDir]);
  const exited = once(child, 'exit');
  const [output] = await once(child.stdout, 'data');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(output))[0];
  expect((await fetch(url)).status).toBe(200);
  child.kill(signal);
  expect(await exited).toEqual([0, null]);
});

it('says what is wrong with a port that is none', async () => {
  const child = spawn(process.execPath, [MAIN, '--port', 'many']);
  const exited = once(child, 'exit');
  expect(String((await once(child.stderr, 'data'))[0])).toContain('--port must be 0 to 65535, not "many"');
  expect(await exited).toEqual([2, null]);
});
