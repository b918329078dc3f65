#!/usr/bin/env node
// @ts-check
// The layers of src: Biome's rules and the table in src/README.md are generated from this file.
// `node build/layers.mjs` writes both; `--check` compares and fails with the command to run.
import { readFile, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { betweenMarks, keepUpToDate, row } from '../scripts/docs/generated-text.mjs';

const SDK = {
  group: ['@opentelemetry/sdk-*', '@opentelemetry/core', '@opentelemetry/resources'],
  message: "The bundle holds no package of OpenTelemetry's SDK (docs/decisions/034).",
};

/** Folders end in a slash, files do not; paths are those below src. */
const LAYER_0 = ['browser/', 'diagnostics/', 'semconv'];
const LAYER_1 = ['context/', 'causality/', 'instrumentation', 'options', 'record'];
const LAYER_2 = ['instrumentations/', 'signals/', 'processors/', 'transport/'];
const LAYER_3 = ['init', 'rum', 'current', 'start/'];
/** Instrumentations that consist of several files. */
export const FEATURES = [
  'beacons',
  'connections',
  'console-messages',
  'navigation',
  'requests',
  'user-actions',
];

/**
 * @typedef {object} Layer
 * @property {string} level
 * @property {string[]} who files and folders below src that the rule covers
 * @property {string[]} may what they may import, besides files of their own folder
 * @property {boolean} [isAlone] whether files of the same folder may not import each other
 * @property {boolean} [mayUseSdk]
 * @property {string} message what Biome prints
 */

/** From the top down. A later rule for the same file replaces an earlier one. @type {Layer[]} */
export const LAYERS = [
  {
    level: '5',
    who: ['frameworks/react/', 'frameworks/vue/', 'frameworks/shared/', 'zone/', 'testing/'],
    may: ['index', 'semconv', 'frameworks/shared/'],
    message: "Layer 5 imports the package's public entry, the names that are sent, and its own folder.",
  },
  {
    level: '5',
    who: ['devtools/'],
    may: ['index', 'semconv', 'testing/decode'],
    message:
      "This entry point imports the package's public entry, the names that are sent, and how tests read OTLP.",
  },
  {
    level: '5',
    who: ['frameworks/react-router/'],
    may: ['index', 'frameworks/shared/'],
    message:
      "This entry point imports the package's public entry and the route templates that React's share.",
  },
  {
    level: '5',
    who: ['sdk/'],
    may: ['index'],
    mayUseSdk: true,
    message: "This entry point imports the package's public entry, and OpenTelemetry's SDK, its peer.",
  },
  {
    level: '4',
    who: ['index'],
    may: [...LAYER_0, ...LAYER_1, ...LAYER_2, ...LAYER_3],
    message: 'The npm entry point exports what lies below it; it imports no other entry point.',
  },
  {
    level: '4',
    who: ['snippet/'],
    may: ['index', 'init', 'current', 'options', 'semconv', 'browser/', 'context/csp-violation'],
    message: 'The script imports the npm entry point, init, current, and what reads its tag and its queue.',
  },
  {
    level: '4',
    who: ['extras/'],
    may: ['instrumentations/'],
    message: 'This entry point exports the sources that are off by default; it imports no other entry point.',
  },
  {
    level: '3',
    who: LAYER_3,
    may: [...LAYER_0, ...LAYER_1, ...LAYER_2, ...LAYER_3],
    message: "Layer 3 imports what lies below it: not index, snippet or a framework's folder.",
  },
  {
    level: '2',
    who: ['signals/', 'processors/', 'transport/'],
    may: [...LAYER_0, ...LAYER_1],
    message: 'Layer 2 imports layers 0 and 1 and its own folder, never a sibling folder.',
  },
  {
    level: '2',
    who: ['instrumentations/'],
    may: [...LAYER_0, ...LAYER_1],
    isAlone: true,
    message:
      'An instrumentation imports layers 0 and 1 and its own folder: no other instrumentation, no signal, processor or transport.',
  },
  {
    level: '2',
    who: FEATURES.map((feature) => `instrumentations/${feature}/`),
    may: [...LAYER_0, ...LAYER_1],
    message:
      'An instrumentation imports layers 0 and 1 and its own folder: no other instrumentation, no signal, processor or transport.',
  },
  {
    level: '1',
    who: LAYER_1,
    may: [...LAYER_0, ...LAYER_1],
    message: 'Layer 1 imports layers 0 and 1 only.',
  },
  {
    level: '0',
    who: LAYER_0,
    may: [],
    message: 'Layer 0 imports nothing of ours outside its own folder.',
  },
];

/** Files that may use browser globals: instrumentations, entry points, and the browser folder. */
const GLOBALS_ALLOWED = ['browser/', 'instrumentations/', 'snippet/', 'devtools/', 'testing/'];
/** Files that keep the state shared by all copies on a page, on `globalThis`. */
const SHARED_BY_COPIES = ['current', 'signals/register'];
const GLOBALS = [
  ...['window', 'document', 'history', 'localStorage', 'sessionStorage', 'navigator', 'location'],
  ...['performance', 'fetch', 'XMLHttpRequest', 'PerformanceObserver', 'globalThis', 'self'],
];

/** @param {string} path */
const filesOf = (path) => (path.endsWith('/') ? `src/${path}**` : `src/${path}.ts`);

/** @param {unknown[]} patterns @param {string[]} includes */
const importRule = (patterns, includes) => ({
  includes: [...includes, '!**/*.test.ts'],
  linter: {
    rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } },
  },
});

/** @param {string[]} includes @param {string[]} names */
const globalsRule = (includes, names) => ({
  includes,
  linter: {
    rules: {
      style: {
        noRestrictedGlobals: {
          level: 'error',
          options: {
            deniedGlobals: Object.fromEntries(
              names.map((name) => [
                name,
                'Only src/browser/ and the files of an instrumentation use browser globals: take it as a parameter.',
              ]),
            ),
          },
        },
      },
    },
  },
});

/** Returns the relative prefix of imports, by the depth of a file below src. @param {string} path */
const depthOf = (path) => path.split('/').length - 1;

/**
 * Returns the allowed patterns for an import of `target` in a file of `from`.
 * @param {string} from
 * @param {string} target
 */
function specifiers(from, target) {
  const path = posix.relative(posix.dirname(`${from}x`), target);
  const up = path.startsWith('.') ? path : `./${path}`;
  if (!target.endsWith('/')) return [`!${up}.js`];
  const features = target === 'instrumentations/' ? FEATURES : [];
  return [`!${up}/*`, ...features.map((feature) => `!${up}/${feature}/*`)];
}

/** @param {Layer} layer */
function importRules({ who, may, isAlone, mayUseSdk, message }) {
  const depths = [...new Set(who.map(depthOf))];
  return depths.map((depth) => {
    const covered = who.filter((path) => depthOf(path) === depth);
    const allowed = [
      ...new Set(covered.flatMap((path) => may.flatMap((target) => specifiers(path, target)))),
    ];
    const ownFolder = depth > 0 && !isAlone ? ['!./*'] : [];
    const patterns = [
      { group: ['./**', '../**', ...ownFolder, ...allowed], message },
      ...(mayUseSdk ? [] : [SDK]),
    ];
    return importRule(patterns, covered.map(filesOf));
  });
}

/** The part of biome.json with the layers. */
export const layerOverrides = () => [
  ...LAYERS.flatMap(importRules),
  importRule(
    [{ group: ['**'], message: 'The loader is pasted into pages as it is: it imports nothing.' }],
    ['src/snippet/loader.ts'],
  ),
  globalsRule(
    [
      'src/**',
      ...[...GLOBALS_ALLOWED, ...SHARED_BY_COPIES].map((path) => `!${filesOf(path)}`),
      '!**/*.test.ts',
    ],
    GLOBALS,
  ),
  globalsRule(
    SHARED_BY_COPIES.map(filesOf),
    GLOBALS.filter((name) => name !== 'globalThis'),
  ),
];

/** @param {{ linter?: { rules?: { style?: object } } }} override */
const isOfLayers = ({ linter }) =>
  ['noRestrictedImports', 'noRestrictedGlobals'].some((rule) => rule in (linter?.rules?.style ?? {}));

/** Returns biome.json with the rules of the layers replaced. @param {string} text */
export function withLayers(text) {
  const config = JSON.parse(text);
  const others = config.overrides.filter((/** @type {object} */ override) => !isOfLayers(override));
  return { ...config, overrides: [...layerOverrides(), ...others] };
}

function table() {
  const names = (/** @type {string[]} */ paths) =>
    paths.map((path) => `\`${path}\``).join(' ') || 'nothing of ours';
  return [
    row('layer', 'files', 'may import, beside its own folder'),
    row('---', '---', '---'),
    ...LAYERS.map(({ level, who, may, isAlone, mayUseSdk }) =>
      row(
        level,
        names(who),
        names(may) + (mayUseSdk ? ' and the official SDK' : '') + (isAlone ? ', not each other' : ''),
      ),
    ),
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const biome = new URL('../biome.json', import.meta.url);
  const text = await readFile(biome, 'utf8');
  const wanted = withLayers(text);
  if (JSON.stringify(JSON.parse(text)) !== JSON.stringify(wanted)) {
    if (process.argv.includes('--check')) {
      console.error('biome.json differs from build/layers.mjs: run `npm run layers`.');
      process.exitCode = 1;
    } else await writeFile(biome, `${JSON.stringify(wanted, null, 2)}\n`);
  }
  await keepUpToDate(
    new URL('../src/README.md', import.meta.url),
    (readme) => betweenMarks(readme, 'layers', table()),
    'npm run layers',
  );
}
