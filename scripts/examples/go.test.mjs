// @ts-check
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findGo } from './go.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'otel-rum-go-'));
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A Go that answers `go list` so. @param {string} list */
function make(list) {
  const path = join(folder, 'go');
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = env ]; then echo go1.26.8; else ${list}; fi\n`);
  chmodSync(path, 0o755);
}

it('returns the version of Go', async () => {
  make('echo module');
  expect(await findGo(folder)).toEqual({ version: 'go1.26.8' });
});

it('reports that Go is missing', async () => {
  expect(await findGo(folder)).toEqual({ missing: 'there is none on this machine' });
});

it('reports the version if it is too old', async () => {
  make('echo "go.mod requires go >= 1.99" >&2; exit 1');
  expect(await findGo(folder)).toEqual({ missing: 'Go says "go.mod requires go >= 1.99"' });
});
