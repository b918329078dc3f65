// @ts-check
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../run.mjs';
import { ensureCommand } from './ensure-command.mjs';

vi.mock('../run.mjs', () => ({ run: vi.fn(async () => '') }));

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otel-rum-nginx-'));
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(process, 'getuid').mockReturnValue(0);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.mocked(run).mockReset();
  rmSync(folder, { recursive: true });
});

function make() {
  const path = join(folder, 'nginx');
  writeFileSync(path, '');
  chmodSync(path, 0o755);
  return path;
}
const find = () => ensureCommand('nginx', 'nginx-light', [folder]);

describe('ensureCommand', () => {
  it('returns an installed one', async () => {
    vi.stubEnv('CI', 'true');
    const path = make();
    expect(await find()).toBe(path);
    expect(run).not.toHaveBeenCalled();
  });

  it('installs one on a CI machine', async () => {
    vi.stubEnv('CI', 'true');
    vi.mocked(run).mockImplementation(async (_command, args) => {
      if (args.includes('install')) make();
      return '';
    });
    expect(await find()).toBe(join(folder, 'nginx'));
  });

  it('returns undefined if it cannot be installed', async () => {
    vi.stubEnv('CI', 'true');
    vi.mocked(run).mockRejectedValue(new Error('no network'));
    expect(await find()).toBeUndefined();
    expect(console.log).toHaveBeenCalledWith('The installation failed: no network.');
  });

  it('installs nothing on a personal machine', async () => {
    vi.stubEnv('CI', '');
    expect(await find()).toBeUndefined();
    expect(run).not.toHaveBeenCalled();
  });

  it('installs nothing without the rights', async () => {
    vi.stubEnv('CI', 'true');
    vi.mocked(process.getuid)?.mockReturnValue(1000);
    expect(await find()).toBeUndefined();
    expect(run).not.toHaveBeenCalled();
  });
});
