// @ts-check
// The list of all entry points: Rollup, the size budgets, the checks of types and package, and the docs read it.
// A new one is added here, in package.json's `exports` and in two tsconfig files, which entries.test.mjs compares.

/**
 * @typedef {object} Entry
 * @property {string} subpath as in package.json's `exports`
 * @property {string} source below src
 * @property {string} file below dist
 * @property {'core' | 'module' | 'framework' | 'script' | 'loader' | 'tool'} kind how Rollup builds it: `core` and `module` for
 *   bundlers, `framework` keeps component names and leaves the framework external, `script`, `loader` and `tool` are for script
 *   tags; a tool sets no global
 * @property {'use client'} [directive] React's mark of a module for browsers
 * @property {object} size
 * @property {string} size.name as in README.md's table
 * @property {number} size.limitKilobytes minified and gzipped
 * @property {string} [size.import] the measured import; without it the file itself is measured
 */

/** @type {Entry[]} */
export const ENTRIES = [
  {
    subpath: './dist/otel-rum.iife.js',
    source: 'snippet/main.ts',
    file: 'otel-rum.iife.js',
    kind: 'script',
    size: { name: 'Script tag: `dist/otel-rum.iife.js`, everything inside', limitKilobytes: 50.8 },
  },
  {
    subpath: './dist/loader.js',
    source: 'snippet/loader.ts',
    file: 'loader.js',
    kind: 'loader',
    size: { name: 'Inline loader: `dist/loader.js`', limitKilobytes: 1 },
  },
  {
    subpath: '.',
    source: 'index.ts',
    file: 'index.js',
    kind: 'core',
    size: {
      name: "npm: `import { initRum } from 'otel-rum'`, with `web-vitals`, without `@opentelemetry/api`",
      limitKilobytes: 53.6,
      import: '{ initRum }',
    },
  },
  {
    subpath: './zone',
    source: 'zone/index.ts',
    file: 'zone.js',
    kind: 'module',
    size: {
      name: "npm: `import { zoneContext } from 'otel-rum/zone'`, without its peers",
      limitKilobytes: 0.5,
      import: '{ zoneContext }',
    },
  },
  {
    subpath: './sdk',
    source: 'sdk/index.ts',
    file: 'sdk.js',
    kind: 'module',
    size: { name: 'npm: all of `otel-rum/sdk`, without its peers', limitKilobytes: 1 },
  },
  {
    subpath: './extras',
    source: 'extras/index.ts',
    file: 'extras.js',
    kind: 'module',
    size: {
      name: 'npm: everything of `otel-rum/extras`, without `@opentelemetry/api`',
      limitKilobytes: 4.5,
      import: '{ webSockets, eventSources, beacons, consoleMessages, resourceSpans }',
    },
  },
  {
    subpath: './react',
    source: 'frameworks/react/index.ts',
    file: 'react.js',
    kind: 'framework',
    directive: 'use client',
    size: { name: 'npm: all of `otel-rum/react`, beyond `otel-rum` and `react`', limitKilobytes: 2 },
  },
  {
    subpath: './react-router',
    source: 'frameworks/react-router/index.ts',
    file: 'react-router.js',
    kind: 'framework',
    directive: 'use client',
    size: {
      name: 'npm: all of `otel-rum/react-router`, beyond `otel-rum`, `react` and `react-router`',
      limitKilobytes: 1,
    },
  },
  {
    subpath: './vue',
    source: 'frameworks/vue/index.ts',
    file: 'vue.js',
    kind: 'framework',
    size: { name: 'npm: all of `otel-rum/vue`, beyond `otel-rum` and `vue`', limitKilobytes: 2 },
  },
  {
    subpath: './testing',
    source: 'testing/index.ts',
    file: 'testing.js',
    kind: 'framework',
    size: { name: 'npm: all of `otel-rum/testing`, beyond `otel-rum`; for tests', limitKilobytes: 2.5 },
  },
  {
    subpath: './devtools',
    source: 'devtools/index.ts',
    file: 'devtools.js',
    kind: 'framework',
    size: { name: 'npm: all of `otel-rum/devtools`, beyond `otel-rum`', limitKilobytes: 12 },
  },
  {
    subpath: './dist/devtools.iife.js',
    source: 'devtools/main.ts',
    file: 'devtools.iife.js',
    kind: 'tool',
    size: { name: 'Panel for a script tag or a bookmarklet: `dist/devtools.iife.js`', limitKilobytes: 12 },
  },
];

/** Whether apps import it by name; otherwise it is for a script tag. @param {Entry} entry */
export const isModule = ({ kind }) => !['script', 'loader', 'tool'].includes(kind);

/** Returns the path of its types from tsc, below dist. @param {Entry} entry */
export const typesOf = ({ source }) => `types/${source.replace(/\.ts$/, '.d.ts')}`;
