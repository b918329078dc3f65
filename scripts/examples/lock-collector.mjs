#!/usr/bin/env node
// @ts-check
// Writes examples/collector/lock anew, after a change of builder.yaml; with the argument two-tier, that of two-tier.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLock } from './collector-sources.mjs';

const folder = await mkdtemp(join(tmpdir(), 'otel-rum-lock-'));
try {
  await writeLock(folder, process.argv[2] === 'two-tier' ? 'two-tier' : 'collector');
} finally {
  await rm(folder, { recursive: true });
}
