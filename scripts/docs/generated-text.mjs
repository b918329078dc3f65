// @ts-check
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../run.mjs';

/** A row of a table in Markdown. @param {string[]} cells */
export const row = (...cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** Reads a file that the build has made. @param {string} path below dist @returns {string} */
export function readBuilt(path) {
  try {
    return readFileSync(join(root, 'dist', path), 'utf8');
  } catch {
    throw new Error(`dist/${path} is missing: run \`npm run build\` first`);
  }
}

/**
 * Writes generated text to a file. With `--check` on the command line it writes nothing, and ends the process with 1 if the
 * file would change.
 *
 * @param {URL} file
 * @param {(current: string) => string} generate returns the file's new text
 * @param {string} command command that updates it
 */
export async function keepUpToDate(file, generate, command) {
  const name = relative(root, fileURLToPath(file));
  const current = await readFile(file, 'utf8').catch(() => '');
  const wanted = generate(current);
  if (wanted === current) return console.log(`${name} is up to date`);
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale: run \`${command}\``);
    process.exitCode = 1;
    return;
  }
  await writeFile(file, wanted);
  console.log(`${name} written`);
}

/**
 * Replaces the text between `<!-- name:start -->` and `<!-- name:end -->`.
 *
 * @param {string} text
 * @param {string} name
 * @param {string} content
 */
export function betweenMarks(text, name, content) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${start} and ${end} are missing`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
