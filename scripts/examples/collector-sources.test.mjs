// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../run.mjs';
import { fingerprint, useLock } from './collector-sources.mjs';

const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');

it.each(/** @type {const} */ (['collector', 'two-tier']))(
  'locks the modules of %s/builder.yaml, in their versions',
  async (recipe) => {
    const folder = mkdtempSync(join(tmpdir(), 'otel-rum-lock-'));
    await useLock(folder, recipe);
    expect(readFileSync(join(folder, 'go.sum'), 'utf8')).toBe(read(`examples/${recipe}/lock/go.sum`));
    rmSync(folder, { recursive: true });
  },
);

it('refuses a lock that is not that of builder.yaml', async () => {
  const other = read('examples/collector/builder.yaml').replace('otlpreceiver v0', 'otlpreceiver v9');
  await expect(useLock(tmpdir(), 'collector', other)).rejects.toThrow('otlpreceiver v9');
});

it('builds anew for another Go', async () => {
  expect(await fingerprint('go1.26.0')).toBe(await fingerprint('go1.26.0'));
  expect(await fingerprint('go1.26.0')).not.toBe(await fingerprint('go1.27.0'));
  expect(await fingerprint('go1.26.0')).not.toBe(await fingerprint('go1.26.0', 'two-tier'));
});

it('has a line in docs/guides/collector.md for every variable of config.yaml, with its default', () => {
  const variables = read('examples/collector/config.yaml').matchAll(/\$\{env:(\w+)(?::-([^}]*))?\}/g);
  const table = read('docs/guides/collector.md');
  const wanted = [...variables].map(
    ([, name, value]) => `| \`${name}\` | ${value ? `\`${value}\`` : 'required'} |`,
  );
  expect(wanted.length).toBeGreaterThan(8);
  for (const line of wanted) expect(table).toContain(line);
});
