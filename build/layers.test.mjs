// @ts-check
// Plants violations of the layers, and expects each to be reported.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../scripts/run.mjs';
import { FEATURES, LAYERS, withLayers } from './layers.mjs';

const IMPORT = 'noRestrictedImports';
const GLOBAL = 'noRestrictedGlobals';
const CYCLE = 'noImportCycles';
const anImport = (/** @type {string} */ from) => `import { x } from '${from}';\nexport const y = x;\n`;
const aUse = (/** @type {string} */ name) => `export const y = () => ${name};\n`;

/** @type {[file: string, code: string, rule: string][]} */
const violations = [
  ['browser/up.ts', anImport('../options.js'), IMPORT],
  ['browser/sideways.ts', anImport('../diagnostics/log.js'), IMPORT],
  ['diagnostics/up.ts', anImport('../context/session.js'), IMPORT],
  ['semconv.ts', anImport('./record.js'), IMPORT],
  ['context/up.ts', anImport('../signals/logs.js'), IMPORT],
  ['context/type.ts', `import type { X } from '../transport/sender.js';\nexport type Y = X;\n`, IMPORT],
  ['causality/up.ts', anImport('../signals/logs.js'), IMPORT],
  ['causality/instrumentation.ts', anImport('../instrumentations/csp.js'), IMPORT],
  ['causality/global.ts', aUse('document.title'), GLOBAL],
  ['options.ts', anImport('./signals/logs.js'), IMPORT],
  ['instrumentation.ts', anImport('./init.js'), IMPORT],
  ['instrumentations/sibling.ts', anImport('./csp.js'), IMPORT],
  ['instrumentations/part-of-other.ts', anImport('./requests/graphql.js'), IMPORT],
  ['instrumentations/requests/other.ts', anImport('../csp.js'), IMPORT],
  ['instrumentations/requests/feature.ts', anImport('../navigation/settling.js'), IMPORT],
  ['instrumentations/requests/signal.ts', anImport('../../signals/logs.js'), IMPORT],
  ['instrumentations/signal.ts', anImport('../signals/logs.js'), IMPORT],
  ['instrumentations/detour.ts', anImport('../browser/../signals/logs.js'), IMPORT],
  ['instrumentations/again.ts', `export * from '../transport/sender.js';\n`, IMPORT],
  ['instrumentations/late.ts', `export const y = () => import('../processors/redact.js');\n`, IMPORT],
  ['instrumentations/sdk.ts', anImport('@opentelemetry/sdk-trace-web'), IMPORT],
  ['signals/traces.ts', anImport('@opentelemetry/sdk-trace-web'), IMPORT],
  ['signals/span.ts', anImport('@opentelemetry/core'), IMPORT],
  ['signals/sibling.ts', anImport('../transport/sender.js'), IMPORT],
  ['signals/up.ts', anImport('../init.js'), IMPORT],
  ['processors/sibling.ts', anImport('../signals/logs.js'), IMPORT],
  ['transport/sibling.ts', anImport('../processors/redact.js'), IMPORT],
  ['transport/instrumentation.ts', anImport('../instrumentations/requests/fetch.js'), IMPORT],
  ['init.ts', anImport('./index.js'), IMPORT],
  ['rum.ts', anImport('./zone/index.js'), IMPORT],
  ['index.ts', anImport('./snippet/main.js'), IMPORT],
  ['snippet/main.ts', anImport('../transport/sender.js'), IMPORT],
  ['snippet/loader.ts', anImport('./main.js'), IMPORT],
  ['zone/index.ts', anImport('../context/session.js'), IMPORT],
  ['sdk/index.ts', anImport('../init.js'), IMPORT],
  ['extras/index.ts', anImport('../init.js'), IMPORT],
  ['index.ts', anImport('./extras/index.js'), IMPORT],
  ['frameworks/react/index.ts', anImport('../../init.js'), IMPORT],
  ['frameworks/react-router/up.ts', anImport('../../init.js'), IMPORT],
  ['frameworks/react-router/sibling.ts', anImport('../react/use-rum.js'), IMPORT],
  ['start/up.ts', anImport('../index.js'), IMPORT],
  ['start/global.ts', aUse('document.title'), GLOBAL],
  ...[
    ...['window', 'document', 'history', 'localStorage', 'sessionStorage', 'navigator', 'location'],
    ...['performance', 'fetch', 'XMLHttpRequest', 'PerformanceObserver', 'globalThis', 'self'],
  ].map((name) => /** @type {[string, string, string]} */ ([`context/${name}.ts`, aUse(name), GLOBAL])),
  ['signals/logs.ts', aUse('document.title'), GLOBAL],
  ['current.ts', aUse('window'), GLOBAL],
  ['context/cycle-a.ts', `import { b } from './cycle-b.js';\nexport const a = () => b;\n`, CYCLE],
];

/** Each is as it should be. @type {[file: string, code: string][]} */
const lawful = [
  ['browser/own.ts', `${anImport('./clock.js')}${aUse('document.title').replace('y', 'z')}`],
  ['context/down.ts', anImport('../browser/clock.js')],
  ['causality/beside.ts', anImport('../context/page-view.js')],
  ['signals/cause.ts', anImport('../causality/cause.js')],
  ['extras/again.ts', `export * from '../instrumentations/beacons/beacons.js';\n`],
  ['instrumentations/down.ts', anImport('../context/session.js')],
  ['signals/own.ts', anImport('./logs.js')],
  ['signals/traces.test.ts', anImport('@opentelemetry/sdk-trace-web')],
  ['init.ts', anImport('./transport/sender.js')],
  ['sdk/index.ts', anImport('@opentelemetry/sdk-trace-web')],
  ['current.ts', aUse('globalThis')],
  ['frameworks/react/own.ts', `${anImport('../../index.js')}export { NAME } from '../../semconv.js';\n`],
  ['frameworks/react-router/own.ts', anImport('../shared/route-template.js')],
  [
    'instrumentations/requests/own.ts',
    `${anImport('./graphql.js')}${aUse('document.title').replace('y', 'z')}`,
  ],
  ['instrumentations/requests/down.ts', anImport('../../context/session.js')],
  ['start/down.ts', anImport('../transport/sender.js')],
  ['start/sources.ts', anImport('../instrumentations/requests/fetch.js')],
  ['snippet/loader.ts', aUse('document.title')],
  ['transport/sender.test.ts', `${anImport('../signals/logs.js')}${aUse('window').replace('y', 'z')}`],
];

describe('layers', () => {
  it('are in biome.json as in build/layers.mjs (npm run layers)', () => {
    const text = readFileSync(join(root, 'biome.json'), 'utf8');
    expect(JSON.parse(text)).toEqual(withLayers(text));
  });

  it('cover every file of src, and name the folders of instrumentations', () => {
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.test)\.tsx?$/.test(file),
    );
    const covered = LAYERS.flatMap(({ who }) => who);
    const isCovered = (/** @type {string} */ file) =>
      covered.some((path) => (path.endsWith('/') ? file.startsWith(path) : file === `${path}.ts`));
    expect(files.filter((file) => !isCovered(file))).toEqual([]);
    const features = files.flatMap((file) => /^instrumentations\/([^/]+)\//.exec(file)?.[1] ?? []);
    expect([...new Set(features)].sort()).toEqual([...FEATURES].sort());
  });

  const found = rulesBrokenBy([...violations, ['context/cycle-b.ts', anImport('./cycle-a.js')]]);
  it.each(violations)('%s: %j breaks %s', (file, _code, rule) => {
    expect(found(file)).toContain(rule);
  });

  const foundInLawful = rulesBrokenBy(lawful);
  it.each(lawful)('%s: %j is lawful', (file) => {
    expect(foundInLawful(file)).toEqual([]);
  });
});

/**
 * Writes the files into a folder of their own, and lints them with our rules.
 *
 * @param {(readonly [file: string, code: string, ...rest: unknown[]])[]} files
 * @returns {(file: string) => string[]} the rules that a file breaks
 */
function rulesBrokenBy(files) {
  const folder = mkdtempSync(join(tmpdir(), 'otel-rum-layers-'));
  try {
    const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
    // The folder is no repository.
    const ours = { ...config, vcs: { enabled: false }, $schema: undefined };
    writeFileSync(join(folder, 'biome.json'), JSON.stringify(ours));
    for (const [file, code] of files) {
      const path = join(folder, 'src', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, code);
    }
    /** @type {{ category: string, location: { path: string } }[]} */
    const found = JSON.parse(lint(folder)).diagnostics;
    return (file) =>
      found
        .filter(({ location }) => location.path === `src/${file}`)
        .map(({ category }) => category.split('/').at(-1) ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder */
function lint(folder) {
  const rules = [`--only=style/${IMPORT}`, `--only=style/${GLOBAL}`, `--only=suspicious/${CYCLE}`];
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', ...rules, 'src'];
  /** @type {import('node:child_process').ExecFileSyncOptionsWithStringEncoding} */
  const options = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
  try {
    return execFileSync(join(root, 'node_modules/.bin/biome'), args, options);
  } catch (error) {
    // It prints its findings, and fails.
    return /** @type {{ stdout: string }} */ (error).stdout;
  }
}
