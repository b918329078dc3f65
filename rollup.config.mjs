import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { ENTRIES } from './build/entries.mjs';
import { inlineNames } from './build/plugins/inline-names.mjs';
import { oneDeclaration } from './build/plugins/one-declaration.mjs';
import { guardedLibrary, platformIntro, plugInIntro } from './build/plugins/platform.mjs';
import { PRIVATE_NAME, privateNames } from './build/plugins/private-names.mjs';
import { shortNames } from './build/plugins/short-names.mjs';

/** @typedef {import('./build/entries.mjs').Entry} Entry */

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The syntax of the oldest browsers, in our code and in what we build in: scripts/new-syntax.mjs checks it. */
const TARGET = 'es2020';

/** Stays outside of the npm doors: the app's own copy is the one that counts. */
const external = [
  /^@opentelemetry\/api$/,
  /^@opentelemetry\/(context-zone|sdk-trace-web)/,
  /^zone\.js($|\/)/,
];

/** Transpiles only: its own look-up of files knows nothing of the `browser` halves of packages, and would come first. */
const transpile = (options) => ({
  ...esbuild({
    target: TARGET,
    minifySyntax: true,
    define: { __VERSION__: JSON.stringify(version) },
    ...options,
  }),
  resolveId: undefined,
});

/** In the script stands the part of OpenTelemetry's API that it uses, as a module of ours. @type {import('rollup').Plugin} */
const scriptApi = {
  name: 'script-api',
  resolveId: (id) => (id === '@opentelemetry/api' ? src('snippet/otel-api.ts') : null),
};

/** A tool calls `getRum()` alone, which needs still less of that API. @type {import('rollup').Plugin} */
const toolApi = {
  name: 'tool-api',
  resolveId(id) {
    if (id === '../index.js') return src('current.ts');
    return id === '@opentelemetry/api' ? src('snippet/inert-api.ts') : null;
  },
};

/** @param {import('rollup').Plugin} [api] stands for OpenTelemetry's API; undefined: the package itself is used */
const plugins = (api) => [
  ...(api ? [api] : []),
  guardedLibrary(src('browser/guarded-platform.ts')),
  // The OpenTelemetry packages' newest build, with their browser halves.
  nodeResolve({
    browser: true,
    mainFields: ['browser', 'esnext', 'module', 'main'],
    exportConditions: ['esnext', 'module', 'import', 'default'],
    extensions: ['.ts', '.mjs', '.js'],
  }),
  transpile({ include: /\/src\/.*\.ts$/, tsconfig: 'tsconfig.src.json' }),
  inlineNames(),
  // Class fields become assignments, as ES2020 has none: read as TypeScript, where that is a choice.
  transpile({
    include: /\/node_modules\/.*\.m?js$/,
    exclude: [],
    loaders: { '.js': 'ts', '.mjs': 'ts' },
    tsconfig: false,
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, target: TARGET } },
  }),
];

/** Names with one leading underscore are private to an output, and made short; the public ones are never touched. */
const minify = (format, preamble) => [
  privateNames(),
  oneDeclaration(),
  terser({
    ecma: 2020,
    module: format === 'esm',
    // Functions before statements compress better.
    compress: { passes: 5, unsafe_arrows: true, inline: 1, hoist_funs: true },
    mangle: { properties: { regex: PRIVATE_NAME } },
    format: { comments: /^!/ },
  }),
  shortNames(preamble),
];

const treeshake = {
  // Only the entries do something when they are loaded.
  moduleSideEffects: (id) => /\/src\/(snippet\/\w+|devtools\/main|index|(?:zone|sdk)\/index)\.ts$/.test(id),
  propertyReadSideEffects: false,
};

const onLog = (level, log, handler) => {
  if (level === 'warn') throw new Error(log.message);
  handler(level, log);
};

const src = (path) => fileURLToPath(new URL(`src/${path}`, import.meta.url));
const banner = `/*! otel-rum ${version} | Apache-2.0 */`;
/**
 * Has Chromium 136 and later compile the whole file while it loads it, off the main thread, instead of each function when it is
 * first called (https://v8.dev/blog/explicit-compile-hints). It must be the first line.
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad';

/** A module for bundlers: web-vitals is inside, the API stays outside. @param {Entry} entry */
const moduleConfig = ({ source, file, kind }) => ({
  input: src(source),
  external: (id) => external.some((pattern) => pattern.test(id)),
  plugins: plugins(),
  treeshake,
  onLog,
  output: {
    file: `dist/${file}`,
    format: 'esm',
    sourcemap: true,
    banner,
    intro: kind === 'core' ? platformIntro : plugInIntro,
    plugins: minify('esm'),
  },
});

/** Plugins reach the core through the app's own copy of it. @type {import('rollup').Plugin} */
const ownEntry = {
  name: 'own-entry',
  resolveId: (id) => (/^(?:\.\.\/)+index\.js$/.test(id) ? { id: 'otel-rum', external: true } : null),
};

/**
 * A plugin for a framework: the framework and `otel-rum` itself stay outside. Its components keep their names, for
 * component stacks and developer tools. It reads other packages' names, so none is shortened.
 * @param {Entry} entry
 */
const frameworkConfig = ({ source, file, directive }) => ({
  input: src(source),
  external: (id) => !/^[./]/.test(id),
  plugins: [ownEntry, ...plugins()],
  treeshake: { ...treeshake, moduleSideEffects: false },
  onLog,
  output: {
    file: `dist/${file}`,
    format: 'esm',
    sourcemap: true,
    banner: (directive ? `'${directive}';\n` : '') + banner,
    plugins: [
      terser({
        ecma: 2020,
        module: true,
        // terser does not know 'use client' and would drop it.
        compress: { passes: 3, unsafe_arrows: true, inline: 1, directives: false },
        keep_classnames: /^Rum/,
        keep_fnames: /^Rum/,
        format: { ascii_only: true, comments: /^!/, preserve_annotations: true },
      }),
    ],
  },
});

/** A script for a tag: everything is inside. @param {Entry} entry @param {import('rollup').OutputOptions} output */
const scriptConfig = ({ source, file, kind }, output) => ({
  input: src(source),
  plugins: plugins(kind === 'tool' ? toolApi : scriptApi),
  treeshake,
  onLog,
  output: {
    file: `dist/${file}`,
    format: 'iife',
    plugins: minify('iife', kind === 'script' ? COMPILE_HINT : undefined),
    ...output,
  },
});

/** @type {Record<Entry['kind'], (entry: Entry) => import('rollup').RollupOptions>} */
const CONFIGS = {
  core: moduleConfig,
  module: moduleConfig,
  framework: frameworkConfig,
  script: (entry) =>
    scriptConfig(entry, {
      name: 'otelRum',
      sourcemap: true,
      banner,
      intro: platformIntro,
      // The variables of a module (`type="module"` on the tag) are not the page's.
      // Verbs on the global itself, as the loader has them: `otelRum.captureError(error)`.
      footer: 'globalThis.otelRum={...otelRum,...otelRum.getRum()};',
    }),
  tool: (entry) => scriptConfig(entry, { sourcemap: true, banner }),
  // Pasted into pages: a comment about its source map would be looked up beside each of them.
  loader: (entry) => scriptConfig(entry, { sourcemap: false }),
};

export default ENTRIES.map((entry) => CONFIGS[entry.kind](entry));
