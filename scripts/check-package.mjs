#!/usr/bin/env node
// @ts-check
// npm run package: what npm would publish, looked at as those who install it would.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rollup/parseAst';
import { root, run } from './run.mjs';

const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const installed = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);

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
process.exitCode = foreign.length > 0 ? 1 : 0;

/** Modules and types may name only what is installed with us: the SDK, inlined, is not. @param {string} dist */
function foreignImports(dist) {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => {
    const importsOf = file.endsWith('.d.ts')
      ? importsOfTypes
      : /^(index|zone|extras)\.js$/.test(file) && importsOfModule;
    if (!importsOf) return [];
    const names = importsOf(readFileSync(join(dist, file), 'utf8')).map(packageOf);
    return names.filter((name) => !installed.has(name)).map((name) => ({ file: `dist/${file}`, name }));
  });
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
