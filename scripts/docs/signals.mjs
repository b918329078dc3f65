#!/usr/bin/env node
// @ts-check
// npm run docs:signals: writes docs/reference/signals.md from the docstrings of src/semconv.ts. `--check` only compares.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocBlocks } from './docblocks.mjs';
import { keepUpToDate, row } from './generated-text.mjs';

const SOURCE = 'src/semconv.ts';
const src = fileURLToPath(new URL('../../src/', import.meta.url));

const HEAD = `# Signals

<!-- Generated from src/semconv.ts by \`npm run docs:signals\`: do not edit. -->

Every span, event, metric and attribute that otel-rum sends. Events are log records with an event name. A name that
ends in \`*\` is a prefix. The span of a user action has the name of its event (\`click\`, \`keydown\`, \`submit\`,
\`change\`), the span of a request its method and path template (\`GET /api/movies/{id}\`).
`;

/** Matches the end of an attribute's docstring, which lists the signals that have it: `Spans, events.` */
const WHERE = /^(.*[.…])\s+((?:Resource|Spans?|Events?|Metrics?)\b[^.]*(?:\.[^.\s][^.]*)*)\.$/;

const sections = parse(await readFile(join(src, 'semconv.ts'), 'utf8'));
await failOnUnused(sections.flatMap(({ entries }) => entries));
await keepUpToDate(
  new URL('../../docs/reference/signals.md', import.meta.url),
  () => render(sections),
  'npm run docs:signals',
);

/**
 * @typedef {{ constant: string, name: string, what: string, where: string, example: string }} Entry
 * @typedef {{ title: string, line: number, entries: Entry[] }} Section
 */

/** @param {string} source @returns {Section[]} */
function parse(source) {
  const lines = source.split('\n');
  // The first comment is about the file.
  const headEnd = lines.findIndex((line) => line.trim() === '*/');
  if (!lines[0]?.startsWith('/**') || headEnd < 0)
    throw new Error(`${SOURCE}: the file's own comment is missing`);

  /** @type {Section[]} */
  const found = [];
  const blocks = readDocBlocks(lines.slice(headEnd + 1), {
    file: SOURCE,
    firstLine: headEnd + 2,
    onSection: (title, line) => found.push({ title, line, entries: [] }),
  });
  for (const block of blocks) {
    const section = found.findLast(({ line }) => line < block.line);
    if (!section) throw new Error(`${SOURCE}:${block.line}: a name before the first section`);
    section.entries.push(toEntry(block));
  }
  return found;
}

/** @param {import('./docblocks.mjs').DocBlock} block @returns {Entry} */
function toEntry({ text, tags, declaration, line }) {
  const fail = (/** @type {string} */ why) => new Error(`${SOURCE}:${line}: ${why}`);
  const [, constant, value] = /^export const ([A-Z][A-Z\d_]*) = '([^']+)';$/.exec(declaration) ?? [];
  if (!constant || !value) throw fail(`not a name: ${declaration}`);
  const unknown = Object.keys(tags).filter((tag) => tag !== 'example');
  if (unknown.length > 0) throw fail(`unknown tag @${unknown[0]}`);

  const [, whatOfAttribute, where] = WHERE.exec(text) ?? [];
  const signal = signalOf(constant, text);
  if (signal && where) throw fail(`${constant} is a ${signal}, but its docstring ends as an attribute's`);
  if (!signal && !where) throw fail('the docstring does not end with where it is found, as `Spans, events.`');
  const example = tags.example?.[0] ?? '';
  if (!signal && !example) throw fail('no @example');
  // Examples are written as in TypeScript; a table shows the value.
  const shown = example.replace(/^'(.*)'$/, '$1');
  return {
    constant,
    name: value.endsWith('.') ? `${value}*` : value,
    what: whatOfAttribute ?? text,
    where: signal ?? /** @type {string} */ (where),
    example: shown && `\`${shown}\``,
  };
}

/** Returns the signal of a constant that is no attribute. @param {string} constant @param {string} text */
function signalOf(constant, text) {
  if (constant.startsWith('SPAN_')) return '**span**';
  if (constant.startsWith('EVENT_')) return '**event**';
  if (!constant.startsWith('METRIC_')) return undefined;
  return text.startsWith('Attribute of') ? 'Metrics' : '**metric**';
}

/** Checks that each listed name is used by code, and so sent. @param {Entry[]} entries */
async function failOnUnused(entries) {
  const files = (await readdir(src, { recursive: true })).filter(
    (file) => /(?<!\.test)\.ts$/.test(file) && file !== 'semconv.ts',
  );
  const code = (await Promise.all(files.map((file) => readFile(join(src, file), 'utf8')))).join('\n');
  const unused = entries.filter(({ constant }) => !new RegExp(`\\b${constant}\\b`).test(code));
  if (unused.length > 0) throw new Error(`${SOURCE}: never sent: ${unused.map(({ constant }) => constant)}`);
}

/** @param {Section[]} all */
function render(all) {
  const parts = all.map(({ title, entries }) =>
    [
      `## ${title}`,
      '',
      row('Name', 'What', 'Where', 'Example'),
      row('---', '---', '---', '---'),
      ...entries.map(({ name, what, where, example }) => row(`\`${name}\``, what, where, example)),
    ].join('\n'),
  );
  return `${HEAD}\n${parts.join('\n\n')}\n`;
}
