#!/usr/bin/env node
// @ts-check
// npm run docs:api: writes docs/reference/api.md from the types in dist: every export of every entry point with the first
// sentence of its docstring. `--check` only compares.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENTRIES, isModule, typesOf } from '../../build/entries.mjs';
import { root } from '../run.mjs';
import { betweenMarks, keepUpToDate, readBuilt, row } from './generated-text.mjs';

const REEXPORT = /^export (?:type )?\{([^}]*)\} from '(\.\.?\/.*)\.js'/gm;
const DECLARATION = /^export (?:declare )?(function|const|class|interface|type) (\w+)/gm;

await keepUpToDate(
  new URL('../../docs/reference/api.md', import.meta.url),
  (page) => betweenMarks(page, 'api', ENTRIES.filter(isModule).map(render).join('\n\n')),
  'npm run build && npm run docs:api',
);

/** @param {import('../../build/entries.mjs').Entry} entry */
function render(entry) {
  readBuilt(typesOf(entry));
  const exports = exportsOf(join(root, 'dist', typesOf(entry)));
  const name = `otel-rum${entry.subpath.slice(1)}`;
  if (exports.length === 0) throw new Error(`${name} exports nothing`);
  return [
    `## \`${name}\``,
    '',
    row('Export', 'Kind', 'What'),
    row('---', '---', '---'),
    ...exports.map((each) => row(`\`${each.name}\``, each.kind, each.what)),
  ].join('\n');
}

/**
 * Returns the exports of a file of types, values first, by name.
 *
 * @param {string} file
 * @returns {{ name: string, kind: 'function' | 'class' | 'value' | 'type', what: string }[]}
 */
function exportsOf(file) {
  const text = readFileSync(file, 'utf8');
  const own = [...text.matchAll(DECLARATION)].map(([, , name = '']) => describe(name, file));
  const passedOn = [...text.matchAll(REEXPORT)].flatMap(([, names = '', path]) =>
    names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter(Boolean)
      .map((name) => describe(name, join(dirname(file), `${path}.d.ts`))),
  );
  const isType = (/** @type {{ kind: string }} */ { kind }) => Number(kind === 'type');
  return [...own, ...passedOn].sort((a, b) => isType(a) - isType(b) || a.name.localeCompare(b.name, 'en'));
}

/**
 * Returns the kind of an export, and the first sentence of its docstring.
 *
 * @param {string} name
 * @param {string} file file that declares or re-exports it
 * @returns {{ name: string, kind: 'function' | 'class' | 'value' | 'type', what: string }}
 */
function describe(name, file) {
  const text = readFileSync(file, 'utf8');
  const lines = text.split('\n');
  const declaration = new RegExp(`^export (?:declare )?(function|const|class|interface|type) ${name}\\b`);
  const index = lines.findIndex((line) => declaration.test(line));
  if (index < 0) {
    const [, path] = new RegExp(`\\{[^}]*\\b${name}\\b[^}]*\\} from '(\\..*)\\.js'`).exec(text) ?? [];
    if (!path) throw new Error(`${file} does not declare ${name}`);
    return describe(name, join(dirname(file), `${path}.d.ts`));
  }
  const keyword = declaration.exec(lines[index] ?? '')?.[1];
  const isType = keyword === 'interface' || keyword === 'type';
  const what = firstSentence(lines.slice(0, index));
  if (!what && !isType) throw new Error(`${file}: ${name} has no docstring`);
  return {
    name,
    kind: isType ? 'type' : keyword === 'const' ? 'value' : /** @type {'function'} */ (keyword),
    what,
  };
}

/** Returns the first sentence of the docstring that ends these lines. @param {string[]} lines */
function firstSentence(lines) {
  if (!lines.at(-1)?.endsWith('*/')) return '';
  const start = lines.findLastIndex((line) => line.startsWith('/**'));
  const text = lines
    .slice(start)
    .map((line) => line.replace(/^\s*\/?\*+\/?\s?/, '').replace(/\s*\*\/$/, ''))
    .join(' ');
  return (
    text
      .split(/\s@\w/)[0]
      ?.trim()
      .split(/(?<=\.)\s/)[0] ?? ''
  );
}
