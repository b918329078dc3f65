#!/usr/bin/env node
// @ts-check
// Runs a command of the installed packages, and installs the packages first if some are missing or outdated:
// node scripts/with-packages.mjs <command> [argument …]
import { installPackages } from './install.mjs';
import { CommandError, run } from './run.mjs';

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('usage: node scripts/with-packages.mjs <command> [argument …]');
  process.exit(2);
}
await installPackages();
try {
  await run(command, args);
} catch (error) {
  // The command has printed its own findings.
  if (!(error instanceof CommandError)) throw error;
  process.exitCode = 1;
}
