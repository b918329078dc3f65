// @ts-check
// Makes a table from samples: each figure is the median of what an agent adds to the page without one.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { betweenMarks } from '../scripts/docs/generated-text.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {{ start: number[], heap: number[], operations: Record<string, number[]>, visit: import('./server.mjs').Received[] }} Sample */
/** @typedef {Record<string, Sample>} Samples */
/**
 * @typedef {object} Row
 * @property {import('./agents.mjs').Agent} agent
 * @property {Record<string, number>} added by name: start in ms, heap in KiB, operations in µs
 * @property {Record<string, number>} noise by name: half of the interquartile range
 * @property {import('./server.mjs').Received | undefined} visit
 */

/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low = 0, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
};

/** @param {Sample} sample @returns {Record<string, number[]>} */
const figuresOf = ({ start, heap, operations }) => ({ start, heap, ...operations });

/**
 * Compares each agent with the page without one, round by round, and returns the medians of these differences.
 *
 * @param {readonly import('./agents.mjs').Agent[]} agents @param {Samples} samples @returns {Row[]}
 */
export function summarize(agents, samples) {
  const base = figuresOf(/** @type {Sample} */ (samples.none));
  return agents
    .filter(({ script }) => script)
    .map((agent) => {
      const sample = /** @type {Sample} */ (samples[agent.name]);
      /** @type {Row} */
      const row = { agent, added: {}, noise: {}, visit: sample.visit[0] };
      for (const [name, values] of Object.entries(figuresOf(sample))) {
        const differences = values.map((value, round) => value - (base[name]?.[round] ?? 0));
        row.added[name] = quantile(differences, 0.5);
        row.noise[name] = (quantile(differences, 0.75) - quantile(differences, 0.25)) / 2;
      }
      return row;
    });
}

/** Minimum difference that counts, above the machine's noise: ms, KiB, µs. @type {Record<string, number>} */
const FLOOR = { start: 4, heap: 60 };
const OPERATION_FLOOR = 80;
const MAX_RATIO = 1.3;

/** @param {readonly Row[]} rows @returns {string[]} costs that exceed those of the last release by more than 30 % and the noise */
export function regressions(rows) {
  const [ours, release] = ['otel-rum', 'release'].map((name) =>
    rows.find(({ agent }) => agent.name === name),
  );
  if (!ours || !release) return [];
  return Object.entries(ours.added).flatMap(([name, added]) => {
    const before = Math.max(0, release.added[name] ?? 0);
    const isOver = added > before * MAX_RATIO && added - before > (FLOOR[name] ?? OPERATION_FLOOR);
    return isOver ? [`${name}: ${added.toFixed(1)} now, ${before.toFixed(1)} in ${release.agent.label}`] : [];
  });
}

const COLUMNS = ['start', 'heap', 'fetch', 'xhr', 'click', 'route', 'error', 'resource'];
const HEADS = [
  'gz KiB (br)',
  'start-up ms',
  'heap KiB',
  'fetch µs',
  'XHR µs',
  'click µs',
  'route µs',
  'error µs',
  'resource µs',
  'a short visit: KiB sent (on the wire), requests',
];

/** @param {Row} row */
const cellsOf = ({ agent, added, visit }) => [
  agent.label,
  `${(agent.gzipBytes / 1_024).toFixed(1)} (${(agent.brotliBytes / 1_024).toFixed(1)})`,
  ...COLUMNS.map((name) => (added[name] === undefined ? '–' : added[name].toFixed(name === 'start' ? 1 : 0))),
  visit
    ? `${(visit.bytes / 1_024).toFixed(1)} (${(visit.wireBytes / 1_024).toFixed(1)}), ${visit.requests}`
    : '–',
];

/** @param {readonly Row[]} rows */
export const toText = (rows) =>
  [['', ...HEADS], ['---', ...HEADS.map(() => '---:')], ...rows.map(cellsOf)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/** @param {readonly Row[]} rows @param {{ browserVersion: string, startRounds: number, operationRounds: number }} run */
export async function writeCostPage(rows, { browserVersion, startRounds, operationRounds }) {
  const file = join(root, 'docs/reference/cost.md');
  const noise = COLUMNS.filter((name) => rows[0]?.noise[name] !== undefined)
    .map(
      (name) =>
        `${name} ±${Math.max(...rows.map((row) => row.noise[name] ?? 0)).toFixed(name === 'start' ? 1 : 0)}`,
    )
    .join(', ');
  const peers = rows.filter(({ agent }) => agent.without);
  const measured = `${toText(rows)}

Measured on ${new Date().toISOString().slice(0, 10)} in Chromium ${browserVersion}, ${cpus().length} cores; ${startRounds} rounds of start-up, ${operationRounds} of the
operations, one visit. Noise (half of the interquartile range of the rounds, the largest of all agents): ${noise}.

| Agent | Operations that it does not record |
| --- | --- |
${peers.map(({ agent }) => `| ${agent.label} | ${agent.without} |`).join('\n')}`;
  await writeFile(file, betweenMarks(await readFile(file, 'utf8'), 'cost', `\n${measured}\n`));
}
