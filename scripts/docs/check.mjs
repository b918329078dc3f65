#!/usr/bin/env node
// @ts-check
// npm run docs:check: every relative link in Markdown leads to a file and a heading that exist, the index of docs names
// every page, every decision has a date and a status, and README.md stays short.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { root } from '../run.mjs';
import { anchorsOf, linksOf } from './markdown.mjs';

const MAX_README_LINES = 170;
/** Folders without files of ours. */
const FOREIGN = new Set(['node_modules', 'dist', 'test-results', 'playwright-report']);

const pages = markdownFiles(root);
const problems = [
  ...pages.flatMap(brokenLinks),
  ...pagesNotInIndex(),
  ...decisionsWithoutStatus(),
  ...longReadme(),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${pages.length} Markdown files: links, index, decisions and README.md are valid`);

/** @param {string} folder @returns {string[]} paths from the root */
function markdownFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isForeign = FOREIGN.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.github');
      return isForeign ? [] : markdownFiles(path);
    }
    return entry.name.endsWith('.md') ? [relative(root, path)] : [];
  });
}

/** @param {string} page */
function brokenLinks(page) {
  return linksOf(read(page)).flatMap(({ target, line }) => {
    const why = reasonAgainst(page, target);
    return why ? [`${page}:${line}: ${target}: ${why}`] : [];
  });
}

/** @param {string} page @param {string} target @returns {string | undefined} why the link is broken */
function reasonAgainst(page, target) {
  if (/^[a-z][a-z\d+.-]*:/i.test(target)) return undefined;
  const [path = '', anchor] = target.split('#');
  const file = path ? resolve(root, dirname(page), decodeURI(path)) : join(root, page);
  if (relative(root, file).startsWith('..')) return 'it leaves the repository';
  if (!existsSync(file)) return 'there is no such file';
  if (anchor === undefined) return undefined;
  if (statSync(file).isDirectory() || !file.endsWith('.md')) return undefined;
  return anchorsOf(readFileSync(file, 'utf8')).has(anchor) ? undefined : 'no such heading';
}

/** Checks that the index links every page below docs; decisions have an index of their own. */
function pagesNotInIndex() {
  return ['docs', 'docs/decisions'].flatMap((folder) => {
    const index = `${folder}/README.md`;
    const linked = new Set(
      linksOf(read(index)).map(({ target }) => join(folder, target.split('#')[0] ?? '')),
    );
    return pages
      .filter((page) => page.startsWith(`${folder}/`) && page !== index)
      .filter(
        (page) => folder !== 'docs' || !page.startsWith('docs/decisions/') || page.endsWith('/README.md'),
      )
      .filter((page) => !linked.has(page))
      .map((page) => `${index}: ${page} is missing`);
  });
}

/** Checks a decision's third line: `2026-11-22 · accepted, …`. */
function decisionsWithoutStatus() {
  return pages
    .filter((page) => /^docs\/decisions\/\d/.test(page))
    .filter((page) => !/^# \d{3} .+\n\n\d{4}-\d\d-\d\d · (?:accepted|superseded by \[)/.test(read(page)))
    .map((page) => `${page}: the third line must be a date and a status, \`2026-11-22 · accepted\``);
}

function longReadme() {
  const lines = read('README.md').trimEnd().split('\n').length;
  return lines > MAX_README_LINES ? [`README.md has ${lines} lines: at most ${MAX_README_LINES}`] : [];
}

/** @param {string} page */
function read(page) {
  return readFileSync(join(root, page), 'utf8');
}
