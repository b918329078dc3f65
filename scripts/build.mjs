#!/usr/bin/env node
// @ts-check
// npm run build: everything in dist, made anew.
import { rmSync } from 'node:fs';
import { run } from './run.mjs';

rmSync('dist', { recursive: true, force: true });
await run('rollup', ['--config', '--silent']);
await run('tsc', ['--project', 'tsconfig.build.json']);
