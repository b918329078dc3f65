#!/usr/bin/env node
// @ts-check
// npm run package: what npm would publish, looked at as those who install it would.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAst } from 'rollup/parseAst';
import { PRIVATE_NAME } from '../build/plugins/private-names.mjs';
import { newSyntax } from './new-syntax.mjs';
import { root, run } from './run.mjs';

const {
  name: own,
  dependencies = {},
  peerDependencies,
  exports,
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
  './dist/devtools.iife.js',
]);

/** The doors for bundlers. @type {{ types: string, default: string }[]} */
const modules = Object.values(exports).filter(({ types }) => types);
const doors = modules.map(({ default: path }) => path.replace('./dist/', ''));
const foreign = foreignImports(join(root, 'dist'));
for (const { file, name } of foreign) {
  console.error(`${file} imports ${name}, which those who install otel-rum do not have.`);
}
const shortened = shortenedNames(modules.map(({ types }) => types));
for (const { file, name } of shortened) {
  console.error(`${file} shows ${name}, which the build has shortened.`);
}
const undirected = doors.filter(
  (door) => door.startsWith('react') && !isForClients(join(root, 'dist', door)),
);
for (const file of undirected) console.error(`dist/${file} does not begin with 'use client'.`);
const isHinted = /^\/\/# allFunctionsCalledOnLoad\n/.test(
  readFileSync(join(root, 'dist/otel-rum.iife.js'), 'utf8'),
);
if (!isHinted) console.error('dist/otel-rum.iife.js does not begin with the compile hint.');
const scripts = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.js'));
const faults = scripts.flatMap((file) => {
  const code = readFileSync(join(root, 'dist', file), 'utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins at 0
  const other = /[^\u0000-\u007f]/.exec(code)?.[0];
  return [
    ...newSyntax(code),
    ...(other
      ? [`has ${other}: beyond ASCII, a browser may keep the source in two bytes per character`]
      : []),
  ].map((fault) => `dist/${file}: ${fault}.`);
});
for (const fault of faults) console.error(fault);
// A server imports them too, without a browser.
for (const door of doors) await import(pathToFileURL(join(root, 'dist', door)).href);
const isFaulty = [foreign, shortened, undirected, faults].some(({ length }) => length);
process.exitCode = isFaulty || !isHinted ? 1 : 0;

/** Modules and types may name only what is installed with us: the SDK, inlined, is not. @param {string} dist */
function foreignImports(dist) {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => {
    const importsOf = file.endsWith('.d.ts') ? importsOfTypes : doors.includes(file) && importsOfModule;
    if (!importsOf) return [];
    const names = importsOf(readFileSync(join(dist, file), 'utf8')).map(packageOf);
    return names.filter((name) => !installed.has(name)).map((name) => ({ file: `dist/${file}`, name }));
  });
}

/** Whether React's servers leave a module to the client. @param {string} file */
function isForClients(file) {
  const [first] = /** @type {any[]} */ (parseAst(readFileSync(file, 'utf8')).body);
  return first?.directive === 'use client';
}

/** What the public types show must keep its name. @param {string[]} entries */
function shortenedNames(entries) {
  const files = new Set(entries.map((entry) => join(root, entry)));
  return [...typesFrom(files)].flatMap((file) => {
    const words = new Set(
      readFileSync(file, 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .match(/\w+/g),
    );
    return [...words].filter((name) => PRIVATE_NAME.test(name)).map((name) => ({ file, name }));
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
