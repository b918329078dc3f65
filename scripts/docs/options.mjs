#!/usr/bin/env node
// @ts-check
// npm run docs:options: writes the table of options in docs/reference/options.md from the docstrings of src/options.ts, whose
// defaults are compared with the code's; and the loader with its hash in docs/guides/script-tag.md, from dist.
// `--check` only compares.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';
import { readDocBlocks } from './docblocks.mjs';
import { betweenMarks, keepUpToDate, readBuilt, row } from './generated-text.mjs';

const SOURCE = 'src/options.ts';
const source = new URL('../../src/options.ts', import.meta.url);
const REQUIRED = { serviceName: 'shop', endpoint: '/otlp' };

const options = parse(await readFile(source, 'utf8'));
failOnOtherDefaults(options, await defaultsOfCode());
const loader = readBuilt('loader.js').trim();
const COMMAND = 'npm run build && npm run docs:options';
await keepUpToDate(
  new URL('../../docs/reference/options.md', import.meta.url),
  (page) => betweenMarks(page, 'options', render(options)),
  COMMAND,
);
await keepUpToDate(
  new URL('../../docs/guides/script-tag.md', import.meta.url),
  (page) => betweenMarks(betweenMarks(page, 'script-tags', scriptTags()), 'loader-policy', loaderPolicy()),
  COMMAND,
);

/** @typedef {{ name: string, type: string, what: string, defaultText: string | undefined }} Option */

/** @param {string} text @returns {Option[]} */
function parse(text) {
  const lines = text.split('\n');
  const start = lines.indexOf('export interface RumOptions {');
  const end = lines.indexOf('}', start);
  if (start < 0 || end < 0) throw new Error(`${SOURCE}: interface RumOptions is missing`);
  const blocks = readDocBlocks(lines.slice(start + 1, end), { file: SOURCE, firstLine: start + 2 });
  return blocks.map(({ text: what, tags, declaration, line }) => {
    const [, name, optional, type] = /^(\w+)(\??): (.+);$/.exec(declaration) ?? [];
    if (!name || !type) throw new Error(`${SOURCE}:${line}: not an option: ${declaration}`);
    const defaultText = tags.default?.[0];
    if (Boolean(optional) !== Boolean(defaultText)) {
      throw new Error(`${SOURCE}:${line}: ${name} needs ${optional ? 'a @default' : 'no @default'}`);
    }
    return { name, type, what, defaultText };
  });
}

/** @returns {Promise<Record<string, unknown>>} */
async function defaultsOfCode() {
  const { outputFiles } = await build({
    entryPoints: [source.pathname],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { resolveOptions } = await import(`data:text/javascript;base64,${code}`);
  return resolveOptions(REQUIRED).options;
}

/** @param {Option[]} documented @param {Record<string, unknown>} actual */
function failOnOtherDefaults(documented, actual) {
  for (const { name, defaultText } of documented) {
    if (name in REQUIRED) continue;
    const value = valueIn(defaultText ?? '');
    if (!isDeepStrictEqual(value, actual[name])) {
      throw new Error(
        `${SOURCE}: @default of ${name} is ${defaultText}, the code has ${JSON.stringify(actual[name])}`,
      );
    }
  }
  const names = new Set(documented.map(({ name }) => name));
  const missing = Object.keys(actual).filter((name) => !names.has(name));
  if (missing.length > 0) throw new Error(`${SOURCE}: no docstring for ${missing}`);
}

/** Parses a value in a docstring; words (`none`, `all of ours`) are no value. @param {string} text */
function valueIn(text) {
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {Option[]} all */
function render(all) {
  const code = (/** @type {string} */ text) => `\`${text}\``;
  const shown = (/** @type {string | undefined} */ text) =>
    text === undefined ? 'required' : valueIn(text) === undefined ? text : code(text);
  return [
    row('Option', 'Type', 'Default', 'What'),
    row('---', '---', '---', '---'),
    ...all.map(({ name, type, defaultText, what }) => row(code(name), code(type), shown(defaultText), what)),
  ].join('\n');
}

/** Returns the tags: the inline loader, which keeps early calls, then the bundle, which starts itself. */
function scriptTags() {
  return `\`\`\`html
<script>${loader}</script>
<script async src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="https://collector.example"></script>
\`\`\``;
}

/** Returns a policy that allows both, with the hash of that loader. */
function loaderPolicy() {
  const hash = createHash('sha256').update(loader).digest('base64');
  return `\`\`\`
Content-Security-Policy: script-src 'self' 'sha256-${hash}'; connect-src 'self' https://collector.example
\`\`\``;
}
