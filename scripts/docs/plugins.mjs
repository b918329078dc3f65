#!/usr/bin/env node
// @ts-check
// npm run docs:plugins: writes the exports of a framework's plugin into its page of docs, from the docstrings in its types in
// dist. `--check` only compares.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../run.mjs';
import { readDocBlocks } from './docblocks.mjs';
import { betweenMarks, keepUpToDate, readBuilt, row } from './generated-text.mjs';

/** Pages, and the entry points that each describes: between the marks `door-api`. @type {Record<string, string[]>} */
const PAGES = { 'docs/guides/react.md': ['react', 'react-router'], 'docs/guides/vue.md': ['vue'] };

for (const [page, doors] of Object.entries(PAGES)) {
  await keepUpToDate(
    pathToFileURL(join(root, page)),
    (text) => doors.reduce((all, door) => betweenMarks(all, `${door}-api`, render(door)), text),
    'npm run build && npm run docs:plugins',
  );
}

/** @param {string} door */
function render(door) {
  const dir = join(root, 'dist/types/frameworks', door);
  const exports = readBuilt(`types/frameworks/${door}/index.d.ts`).matchAll(
    /^export \{([^}]*)\} from '\.\/(.*)\.js'/gm,
  );
  return [...exports]
    .flatMap(([, names = '', file]) => {
      const lines = readFileSync(join(dir, `${file}.d.ts`), 'utf8').split('\n');
      const values = names.split(',').map((name) => name.trim());
      return values
        .filter((name) => /^\w+$/.test(name))
        .map((name) => renderExport(name, lines, `${file}.d.ts`));
    })
    .join('\n\n');
}

/** @param {string} name @param {string[]} lines @param {string} file */
function renderExport(name, lines, file) {
  const end = lines.findIndex((line) =>
    new RegExp(`^export declare (?:function|const|class) ${name}\\b`).test(line),
  );
  const start = lines.findLastIndex((line, index) => index < end && line.startsWith('/**'));
  const [block] = start < 0 ? [] : readDocBlocks(lines.slice(start, end + 1), { file, firstLine: start + 1 });
  if (!block) throw new Error(`${file}: ${name} has no docstring`);
  const example = block.tags.example?.[0];
  const params = (block.tags.param ?? []).map((text) => text.replace(/^(\w+) /, '`$1`: '));
  const returns = (block.tags.returns ?? []).map((text) => `Returns ${text}`);
  return [
    `### \`${name}\``,
    [block.text, ...params, ...returns].map((text) => text.replace(/([^.])$/, '$1.')).join(' '),
    ...renderProps(name, lines, file),
    ...(example ? [`\`\`\`jsx\n${example}\n\`\`\``] : []),
  ].join('\n\n');
}

/** Returns the table of a component's properties, or of an export's options. @param {string} name @param {string[]} lines @param {string} file */
function renderProps(name, lines, file) {
  const options = `${name.charAt(0).toUpperCase()}${name.slice(1)}Options`;
  const start = lines.findIndex((line) =>
    [`export interface ${name}Props {`, `export interface ${options} {`].includes(line),
  );
  if (start < 0) return [];
  const blocks = readDocBlocks(lines.slice(start + 1, lines.indexOf('}', start)), {
    file,
    firstLine: start + 2,
  });
  const rows = blocks.map(({ text, tags, declaration }) => {
    const [, property = '', optional, type = ''] =
      /^(?:readonly )?(\w+)(\??): (.+);$/.exec(declaration) ?? [];
    return row(`\`${property}\``, `\`${type}\``, optional ? (tags.default?.[0] ?? 'none') : 'required', text);
  });
  return [
    [
      row(lines[start]?.includes(options) ? 'Option' : 'Property', 'Type', 'Default', 'What'),
      row('---', '---', '---', '---'),
      ...rows,
    ].join('\n'),
  ];
}
