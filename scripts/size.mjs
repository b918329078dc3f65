#!/usr/bin/env node
// @ts-check
// npm run size: what each door weighs, against its budget in build/entries.mjs, and whether README.md says so too.
// npm run size:readme writes the table there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, root, run } from './run.mjs';

const START = '<!-- sizes:start -->';
const END = '<!-- sizes:end -->';
/** Zlib's releases pack a little differently: less than this is no news. */
const TOLERANCE_KILOBYTES = 0.15;
const FIGURE = /\d+\.\d(?= kB)/g;

const readmePath = join(root, 'README.md');
const readme = existsSync(readmePath) ? readFileSync(readmePath, 'utf8') : '';
const sizes = await measure();
const table = toTable(sizes);
console.log(table);

const failed = sizes.filter(({ passed }) => !passed);
for (const { name, size, sizeLimit } of failed) {
  console.error(`Over its budget by ${size - sizeLimit} bytes: ${name}`);
}
if (process.argv.includes('--write')) writeFileSync(readmePath, inReadme(table));
else if (isStale()) {
  console.error('The size table in README.md is stale: run `npm run size:readme`.');
  process.exitCode = 1;
}
if (failed.length > 0) process.exitCode = 1;

/** @returns {Promise<{ name: string, size: number, sizeLimit: number, passed: boolean }[]>} */
async function measure() {
  const output = await run('size-limit', ['--json', '--silent'], { quiet: true }).catch((error) => {
    // Over a budget it prints the figures all the same, and fails; we say it in our own words.
    if (error instanceof CommandError && error.output.trim().startsWith('[')) return error.output;
    throw error;
  });
  return JSON.parse(output);
}

/** @param {typeof sizes} rows */
function toTable(rows) {
  const line = (/** @type {string[]} */ ...cells) => `| ${cells.join(' | ')} |`;
  return [
    line('Door', 'Minified and gzipped', 'Budget'),
    line('---', '---:', '---:'),
    ...rows.map(({ name, size, sizeLimit }) => line(name, kilobytes(size), kilobytes(sizeLimit))),
  ].join('\n');
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** The README with the table between its marks. @param {string} content */
function inReadme(content) {
  const [before, rest] = readme.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md needs ${START} and ${END}`);
  return `${before}${START}\n${content}\n${END}${after}`;
}

/** Whether the README's table says something else than was measured, by more than rounding. */
function isStale() {
  const written = readme.split(START)[1]?.split(END)[0]?.trim() ?? '';
  const [now, then] = [table, written].map((text) => ({
    words: text.replace(FIGURE, ''),
    figures: (text.match(FIGURE) ?? []).map(Number.parseFloat),
  }));
  if (!now || now.words !== then?.words) return true;
  return now.figures.some((figure, i) => Math.abs(figure - (then.figures[i] ?? 0)) > TOLERANCE_KILOBYTES);
}
