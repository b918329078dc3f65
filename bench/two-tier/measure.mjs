#!/usr/bin/env node
// @ts-check
// node bench/two-tier/measure.mjs: measures what a visit costs the Collectors of examples/two-tier in processor time, memory
// and disk. Records one visit to the film shop, and sends it many times with other trace ids through two gateways and two samplers.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildCollector } from '../../scripts/examples/build-collector.mjs';
import { lockFolder } from '../../scripts/examples/collector-sources.mjs';
import { findGo } from '../../scripts/examples/go.mjs';
import { startTwoTier } from '../../scripts/examples/two-tier.mjs';
import { recordVisit } from './record-visit.mjs';
import { startSink } from './sink.mjs';

const VISITS = 1_000;
const VISITS_WHILE_DOWN = 300;
const AT_ONCE = 8;
const DECISION_WAIT_SECONDS = 5;

const go = await findGo(lockFolder('two-tier'));
if ('missing' in go) throw new Error(`The Collector is built with Go, and ${go.missing}.`);
const command = await buildCollector(go.version, 'two-tier');
const folder = await mkdtemp(join(tmpdir(), 'otel-rum-two-tier-'));
const sink = await startSink();

try {
  const { requests, pageViews, records } = await recordVisit(join(folder, 'visit'));
  const bytes = (/** @type {(body: string) => number} */ size) =>
    requests.reduce((sum, { body }) => sum + size(body), 0);
  console.log(
    `A visit: ${pageViews} page views, ${requests.length} requests, ${kilobytes(bytes((body) => body.length))} of JSON, ` +
      `${kilobytes(bytes((body) => gzipSync(body).length))} gzipped, ${records} records.`,
  );

  const site = {
    command,
    folder,
    backendUrl: sink.url,
    prometheusUrl: sink.url,
    decisionWait: `${DECISION_WAIT_SECONDS}s`,
  };
  const { gateways, samplers, close } = await startTwoTier(site);
  const tiers = { gateways, samplers };
  const before = await usage(tiers);
  const startedAt = Date.now();
  await send(VISITS, requests, gateways);
  const seconds = (Date.now() - startedAt) / 1000;
  // Samplers decide about the last traces some seconds later.
  await settled([...gateways, ...samplers]);
  const after = await usage(tiers);
  console.log(`${VISITS} visits in ${seconds.toFixed(0)} s, sent by the same machine.`);
  for (const tier of /** @type {const} */ (['gateways', 'samplers']))
    console.log(
      `${tier}: ${((1000 * (after[tier].cpuSeconds - before[tier].cpuSeconds)) / VISITS).toFixed(1)} ms of a core for a visit, ` +
        `${(after[tier].memoryBytes / 2 ** 20).toFixed(0)} MiB each`,
    );

  sink.goDown();
  await send(VISITS_WHILE_DOWN, requests, gateways);
  await drained(gateways);
  const queued = await settled([...gateways, ...samplers]);
  console.log(`While the backend is down: ${kilobytes(queued / VISITS_WHILE_DOWN)} of queues for a visit.`);
  sink.comeBack();
  await close();
} finally {
  await sink.close();
  await rm(folder, { recursive: true });
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/**
 * Sends the visit many times; each time its traces have other ids.
 *
 * @param {number} count
 * @param {import('./record-visit.mjs').ExportRequest[]} requests
 * @param {import('../../scripts/examples/two-tier.mjs').Member[]} gateways
 */
async function send(count, requests, gateways) {
  let left = count;
  const visitor = async () => {
    for (; left > 0; ) {
      left -= 1;
      /** @type {Map<string, string>} */
      const ids = new Map();
      const other = (/** @type {string} */ id) => {
        if (!ids.has(id)) ids.set(id, randomBytes(16).toString('hex'));
        return /** @type {string} */ (ids.get(id));
      };
      for (const [index, { path, body }] of requests.entries()) {
        const response = await fetch(`${gateways[(left + index) % gateways.length]?.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
          body: new Uint8Array(gzipSync(body.replaceAll(/\b[0-9a-f]{32}\b/g, other))),
        });
        if (!response.ok) throw new Error(`A gateway answered ${response.status}: ${await response.text()}`);
        await response.arrayBuffer();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
}

/**
 * Resolves when the gateways' queues for the samplers are empty.
 *
 * @param {import('../../scripts/examples/two-tier.mjs').Member[]} gateways
 */
async function drained(gateways) {
  for (;;) {
    const sizes = await Promise.all(
      gateways.map((gateway) =>
        readMetric(gateway, 'otelcol_exporter_queue_size', 'exporter="load_balancing'),
      ),
    );
    if (sizes.every((size) => size === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** @param {Record<'gateways' | 'samplers', import('../../scripts/examples/two-tier.mjs').Member[]>} tiers */
async function usage(tiers) {
  const of = async (/** @type {import('../../scripts/examples/two-tier.mjs').Member[]} */ members) => {
    const cpu = await Promise.all(members.map((member) => readMetric(member, 'otelcol_process_cpu_seconds')));
    const memory = await Promise.all(
      members.map((member) => readMetric(member, 'otelcol_process_memory_rss')),
    );
    return { cpuSeconds: cpu.reduce((sum, each) => sum + each, 0), memoryBytes: Math.max(...memory) };
  };
  return { gateways: await of(tiers.gateways), samplers: await of(tiers.samplers) };
}

/**
 * Returns the sum over a metric's series.
 *
 * @param {import('../../scripts/examples/two-tier.mjs').Member} member
 * @param {string} name
 * @param {string} label part of the series' labels
 * @throws {Error} if the Collector has no such series
 */
async function readMetric({ metricsUrl }, name, label = '') {
  const text = await (await fetch(metricsUrl)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(name) && line.includes(label));
  if (lines.length === 0) throw new Error(`${metricsUrl} has no ${name} ${label}`);
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/**
 * Returns the bytes in all queues once they have not changed for longer than traces wait.
 *
 * @param {import('../../scripts/examples/two-tier.mjs').Member[]} members
 */
async function settled(members) {
  let bytes = -1;
  for (;;) {
    const sizes = await Promise.all(
      members.map((member) => readMetric(member, 'otelcol_exporter_queue_size')),
    );
    const sum = sizes.reduce((total, size) => total + size, 0);
    if (sum === bytes) return bytes;
    bytes = sum;
    await new Promise((resolve) => setTimeout(resolve, 2 * DECISION_WAIT_SECONDS * 1000));
  }
}
