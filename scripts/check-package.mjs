#!/usr/bin/env node
// @ts-check
// npm run package: what npm would publish, looked at as those who install it would.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'rollup/parseAst';
import { OWN_NAMES } from './rollup/own-names.mjs';
import { root, run } from './run.mjs';

const {
  name: own,
  dependencies,
  peerDependencies,
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const installed = new Set([own, ...Object.keys(dependencies), ...Object.keys(peerDependencies)]);

await run('publint', ['run', '--strict']);
await run('attw', [
  '--pack',
  '.',
  '--profile',
  'esm-only',
  '--format',
  'ascii',
  '--no-color',
  '--quiet',
  '--exclude-entrypoints',
  './dist/otel-rum.iife.js',
  './dist/loader.js',
]);

const foreign = foreignImports(join(root, 'dist'));
for (const { file, name } of foreign) {
  console.error(`${file} imports ${name}, which those who install otel-rum do not have.`);
}
const shortened = shortenedNames([
  'index',
  'extras/index',
  'zone/index',
  'react/index',
  'react-router/index',
]);
for (const { file, name } of shortened) {
  console.error(`${file} shows ${name}, which scripts/rollup/own-names.mjs has shortened.`);
}
process.exitCode = foreign.length + shortened.length > 0 ? 1 : 0;

/** Modules and types may name only what is installed with us: the SDK, inlined, is not. @param {string} dist */
function foreignImports(dist) {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => {
    const importsOf = file.endsWith('.d.ts') ? importsOfTypes : /^[\w-]+\.js$/.test(file) && importsOfModule;
    if (!importsOf) return [];
    const names = importsOf(readFileSync(join(dist, file), 'utf8')).map(packageOf);
    return names.filter((name) => !installed.has(name)).map((name) => ({ file: `dist/${file}`, name }));
  });
}

/** What the public types show must keep its name. @param {string[]} entries */
function shortenedNames(entries) {
  const files = new Set(entries.map((entry) => join(root, 'dist/types', `${entry}.d.ts`)));
  return [...typesFrom(files)].flatMap((file) => {
    const words = new Set(
      readFileSync(file, 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .match(/\w+/g),
    );
    return OWN_NAMES.filter((name) => words.has(name)).map((name) => ({ file, name }));
  });
}

/** Files of types, and those that they import; a set grows while it is walked. @param {Set<string>} files */
function typesFrom(files) {
  for (const file of files) {
    const specifiers = /(?:from |\bimport\()['"](\.[^'"]+)\.js['"]/g;
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(specifiers)) {
      files.add(join(dirname(file), `${specifier}.d.ts`));
    }
  }
  return files;
}

/** @param {string} code */
function importsOfModule(code) {
  const statements = /** @type {any[]} */ (parseAst(code).body);
  return statements.flatMap(({ source }) => (source ? [source.value] : []));
}

/** tsc writes one statement a line. @param {string} code */
function importsOfTypes(code) {
  const specifiers = /^(?:import|export)\b.* from '([^'.][^']*)'|\bimport\('([^'.][^']*)'\)/gm;
  return [...code.matchAll(specifiers)].map(([, statement, type]) => statement ?? type ?? '');
}

/** @param {string} specifier */
function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
