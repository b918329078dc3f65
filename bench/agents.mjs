// @ts-check
// The agents of the benchmark, and the script that a page loads for each.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const peersFolder = join(here, 'peers');

/**
 * @typedef {object} Agent
 * @property {string} name
 * @property {string} label with its version
 * @property {string} script code that the page loads; empty: none
 * @property {string} attributes of the script tag
 * @property {string} without operations that it does not record; empty: none
 * @property {number} gzipBytes
 * @property {number} brotliBytes
 */

/** Peers, and what each does not record, by their own documentation. */
const PEERS = [
  {
    name: 'elastic',
    package: '@elastic/apm-rum',
    label: 'Elastic apm-rum',
    without: 'Web Vitals as metrics, long animation frames; resources are part of the page load alone',
  },
  { name: 'dash0', package: '@dash0/sdk-web', label: 'Dash0', without: 'XHR, clicks' },
  {
    name: 'opentelemetry',
    package: '@opentelemetry/sdk-trace-web',
    label: 'OpenTelemetry by hand',
    without: 'errors, Web Vitals, sessions, route changes as views',
  },
  {
    name: 'sentry',
    package: '@sentry/browser',
    label: 'Sentry with tracing',
    without: 'sessions as OpenTelemetry has them; metrics',
  },
  {
    name: 'datadog',
    package: '@datadog/browser-rum-slim',
    label: 'Datadog slim',
    without: 'nothing of these; session replay and profiling are left out of the slim build',
  },
  {
    name: 'faro',
    package: '@grafana/faro-web-sdk',
    label: 'Grafana Faro with tracing',
    without: 'nothing of these',
  },
  { name: 'splunk', package: '@splunk/otel-web', label: 'Splunk', without: 'nothing of these' },
];

/** The page without any agent: what every other figure is compared with. @type {Agent} */
const none = {
  name: 'none',
  label: 'none',
  script: '',
  attributes: '',
  without: '',
  gzipBytes: 0,
  brotliBytes: 0,
};

/** @param {string} name @param {string} label @param {string} script @param {Partial<Agent>} [more] @returns {Agent} */
const agent = (name, label, script, more) => ({
  name,
  label,
  script,
  attributes: '',
  without: '',
  gzipBytes: script ? gzipSync(script, { level: 9 }).length : 0,
  brotliBytes: script ? brotliCompressSync(script).length : 0,
  ...more,
});

const OWN_TAG = 'data-service-name="bench" data-endpoint="/collect/otlp"';

/** The newest release with a bundle in bench/releases. */
export function lastRelease() {
  const versions = readdirSync(join(here, 'releases')).map((file) => file.replace('.iife.js', ''));
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
}

/** @param {{ withPeers: boolean }} options @returns {Promise<Agent[]>} none first, then ours, the last release, the peers */
export async function loadAgents({ withPeers }) {
  const version = lastRelease();
  const own = readFileSync(join(root, 'dist/otel-rum.iife.js'), 'utf8');
  const released = readFileSync(join(here, `releases/${version}.iife.js`), 'utf8');
  const agents = [
    none,
    agent('otel-rum', 'otel-rum (this tree)', own, { attributes: OWN_TAG }),
    agent('release', `otel-rum ${version}`, released, { attributes: OWN_TAG }),
  ];
  if (!withPeers) return agents;
  for (const peer of PEERS)
    agents.push(
      agent(peer.name, `${peer.label} ${versionOf(peer.package)}`, await bundle(peer.name), {
        without: peer.without,
      }),
    );
  return agents;
}

/** Whether the peers are installed in the versions of their lock file. */
export const hasPeers = () => existsSync(join(peersFolder, 'node_modules', '.package-lock.json'));
export { peersFolder };

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(join(peersFolder, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** @param {string} name */
async function bundle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'agents', `${name}.mjs`)],
    nodePaths: [join(peersFolder, 'node_modules')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
