#!/usr/bin/env node
// @ts-check
// npm run bench: measures what otel-rum costs a page, compared with the same page without it and with the last release.
//   --peers     compares with other agents too: installs them from their own lock file, and writes docs/reference/cost.md
//   --short     fewer rounds; fails if a cost exceeds that of the last release by more than 30 % and the noise
//   --rounds N  number of start-up rounds; the operations have half as many
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/browser.mjs';
import { run } from '../scripts/run.mjs';
import { hasPeers, loadAgents, peersFolder } from './agents.mjs';
import { measureOperations, measureStart, measureVisit, OPERATIONS } from './measure.mjs';
import { regressions, summarize, toText, writeCostPage } from './report.mjs';
import { startServer } from './server.mjs';

const { values } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    rounds: { type: 'string' },
  },
});
const startRounds = Number(values.rounds ?? (values.short ? 5 : 11));
const operationRounds = values.short ? 2 : Math.ceil(startRounds / 2);
/** @type {readonly import('./measure.mjs').Operation[]} */
const operations = values.short
  ? ['fetch', 'click', 'route', 'error']
  : /** @type {any} */ (Object.keys(OPERATIONS));

if (values.peers && !hasPeers())
  await run('npm', ['ci', '--prefix', peersFolder, '--ignore-scripts', '--no-audit', '--no-fund']);
const agents = await loadAgents({ withPeers: values.peers });
const server = await startServer();
const executablePath = await ensureChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGS });

/** @type {import('./report.mjs').Samples} */
const samples = Object.fromEntries(
  agents.map(({ name }) => [name, { start: [], heap: [], operations: {}, visit: [] }]),
);

/** @param {number} starts @param {number} rounds */
async function measure(starts, rounds) {
  // Each round has all agents, so that a machine that becomes slow is slow for all of them.
  for (let round = 0; round < Math.max(starts, rounds); round++) {
    for (const agent of agents) {
      const setup = { browser, server, agent };
      const sample = samples[agent.name];
      if (!sample) continue;
      if (round < starts) {
        const { startMillis, heapKib } = await measureStart(setup);
        sample.start.push(startMillis);
        sample.heap.push(heapKib);
      }
      if (round < rounds) {
        const micros = await measureOperations(setup, operations);
        for (const [name, value] of Object.entries(micros))
          sample.operations[name] = [...(sample.operations[name] ?? []), value];
      }
      if (round === 0 && agent.script) sample.visit.push(await measureVisit(setup));
    }
    process.stdout.write(`round ${round + 1} of ${Math.max(starts, rounds)}\n`);
  }
}

try {
  await measure(startRounds, operationRounds);
  let rows = summarize(agents, samples);
  if (values.short && regressions(rows).length > 0) {
    process.stdout.write('Over the bound: measured again, to distinguish a change from noise.\n');
    await measure(startRounds, operationRounds);
    rows = summarize(agents, samples);
  }
  process.stdout.write(`${toText(rows)}\n`);
  if (values.peers)
    await writeCostPage(rows, { browserVersion: browser.version(), startRounds, operationRounds });
  if (values.short) {
    const found = regressions(rows);
    for (const text of found) process.stderr.write(`✗ ${text}\n`);
    if (found.length > 0) process.exitCode = 1;
  }
} finally {
  await browser.close();
  server.close();
}
