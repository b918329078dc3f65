#!/usr/bin/env node
// @ts-check
// npm run size: the size of each entry point, against its budget in build/entries.mjs, and whether docs/reference/size.md and
// README.md have the same figures. npm run size:readme writes them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, root, run } from './run.mjs';

/** Tolerance, since zlib's releases compress slightly differently. */
const TOLERANCE_KILOBYTES = 0.15;
const FIGURE = /\d+\.\d(?= kB)/g;

const sizes = await measure();
const table = toTable(sizes);
console.log(table);

const failed = sizes.filter(({ passed }) => !passed);
for (const { name, size, sizeLimit } of failed) {
  console.error(`Over budget by ${size - sizeLimit} bytes: ${name}`);
}
if (failed.length > 0) process.exitCode = 1;

keepUpToDate('docs/reference/size.md', 'sizes', `\n${table}\n`);
keepUpToDate(
  'README.md',
  'script-size',
  kilobytes(sizes.find(({ name }) => name.startsWith('Script tag'))?.size ?? 0),
);

/**
 * Writes a text between its marks in a page; without `--write` a text that differs by more than rounding is an error.
 *
 * @param {string} page @param {string} name of the marks, `<!-- name:start -->` and `<!-- name:end -->`
 * @param {string} content
 */
function keepUpToDate(page, name, content) {
  const path = join(root, page);
  const text = readFileSync(path, 'utf8');
  const marks = new RegExp(`(<!-- ${name}:start -->)([^]*)(<!-- ${name}:end -->)`);
  const [, start, written, end] = marks.exec(text) ?? [];
  if (written === undefined) throw new Error(`${page} lacks the marks of ${name}`);
  if (process.argv.includes('--write'))
    writeFileSync(
      path,
      text.replace(marks, () => `${start}${content}${end}`),
    );
  else if (isStale(written, content)) {
    console.error(`The sizes in ${page} are stale: run \`npm run size:readme\`.`);
    process.exitCode = 1;
  }
}

/** @returns {Promise<{ name: string, size: number, sizeLimit: number, passed: boolean }[]>} */
async function measure() {
  const output = await run('size-limit', ['--json', '--silent'], { quiet: true }).catch((error) => {
    // Over a budget it prints the figures nevertheless, and fails; the messages are ours.
    if (error instanceof CommandError && error.output.trim().startsWith('[')) return error.output;
    throw error;
  });
  return JSON.parse(output);
}

/** @param {typeof sizes} rows */
function toTable(rows) {
  const line = (/** @type {string[]} */ ...cells) => `| ${cells.join(' | ')} |`;
  return [
    line('Entry point', 'Minified and gzipped', 'Budget'),
    line('---', '---:', '---:'),
    ...rows.map(({ name, size, sizeLimit }) => line(name, kilobytes(size), kilobytes(sizeLimit))),
  ].join('\n');
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Whether two texts differ by more than the rounding of their figures. @param {string} written @param {string} wanted */
function isStale(written, wanted) {
  const [then, now] = [written, wanted].map((text) => ({
    words: text.replace(FIGURE, '').trim(),
    figures: (text.match(FIGURE) ?? []).map(Number.parseFloat),
  }));
  if (!now || now.words !== then?.words) return true;
  return now.figures.some((figure, i) => Math.abs(figure - (then.figures[i] ?? 0)) > TOLERANCE_KILOBYTES);
}
