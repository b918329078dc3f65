// @ts-check
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startProcess } from '../../demo/full/start-process.mjs';
import { freePorts } from '../../demo/start/free-ports.mjs';
import { root } from '../run.mjs';

/** OTLP/HTTP, the health check, its own metrics, and of samplers the way to the totals. */
const PORTS_OF_MEMBER = 4;

const inExamples = (/** @type {string} */ file) => join(root, 'examples', file);
const configArgs = (/** @type {string[]} */ ...files) =>
  files.flatMap((file) => ['--config', inExamples(file)]);

/**
 * A Collector of one of the tiers, which can crash and be started again with the files and addresses that it had.
 *
 * @typedef {object} Member
 * @property {string} url of its OTLP/HTTP receiver
 * @property {string} metricsUrl of its own metrics
 * @property {string} dir of its queue, and of a sampler's journal
 * @property {() => Promise<void>} start
 * @property {() => Promise<void>} kill as a crash would
 * @property {() => Promise<void>} close
 */

/**
 * Two gateways before two samplers, as examples/two-tier has them, on free ports of this machine.
 *
 * @param {object} site
 * @param {string} site.command path of the Collector of examples/two-tier/builder.yaml
 * @param {string} site.folder for queues and journals
 * @param {string} site.backendUrl an OTLP/HTTP endpoint
 * @param {string} site.prometheusUrl
 * @param {string} [site.decisionWait] how long a trace waits for its decision
 */
export async function startTwoTier({ command, folder, backendUrl, prometheusUrl, decisionWait = '3s' }) {
  // All at once: a port that was free for one member could be the next one's too.
  const ports = await freePorts(2 + 4 * PORTS_OF_MEMBER);
  const nextPorts = () => ports.splice(0, PORTS_OF_MEMBER);
  const addresses = ports.splice(0, 2).map((port) => `127.0.0.1:${port}`);
  const samplers = await Promise.all(
    addresses.map((address, index) =>
      startMember(join(folder, `sampler-${index + 1}`), nextPorts(), {
        command: inExamples('two-tier/sampler.sh'),
        args: [
          command,
          ...configArgs('collector/config.yaml', 'collector/prometheus.yaml', 'two-tier/sampler.yaml'),
        ],
        env: {
          RUM_BACKEND: backendUrl,
          RUM_PROMETHEUS: `${prometheusUrl}/api/v1/write`,
          RUM_PROMETHEUS_INTERVAL: '1s',
          RUM_SAMPLER_LISTEN: address,
          RUM_SAMPLED_PERCENT: '100',
          RUM_DECISION_WAIT: decisionWait,
        },
      }),
    ),
  );
  const gateways = await Promise.all(
    [1, 2].map((number) =>
      startMember(join(folder, `gateway-${number}`), nextPorts(), {
        command,
        args: configArgs('collector/config.yaml', 'two-tier/gateway.yaml'),
        env: { RUM_BACKEND: backendUrl, RUM_SAMPLERS: `[${addresses.join(', ')}]` },
      }),
    ),
  );
  return {
    gateways,
    samplers,
    /** Gateways first: what they have goes to the samplers. */
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.close()));
      await Promise.all(samplers.map((sampler) => sampler.close()));
    },
  };
}

/**
 * @param {string} dir
 * @param {string[]} ports
 * @param {{ command: string, args: string[], env: Record<string, string> }} process
 * @returns {Promise<Member>}
 */
async function startMember(dir, [port, health, metrics, totals], { command, args, env }) {
  await mkdir(dir, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const start = () =>
    startProcess({
      name: dir,
      command,
      args,
      env: {
        ...env,
        RUM_LISTEN: `127.0.0.1:${port}`,
        RUM_HEALTH_LISTEN: `127.0.0.1:${health}`,
        RUM_METRICS_PORT: String(metrics),
        RUM_TOTALS_LISTEN: `127.0.0.1:${totals}`,
        RUM_STORAGE_DIR: dir,
      },
      ready: /Everything is ready/,
      url,
    });
  let running = await start();
  return {
    url,
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    dir,
    async start() {
      running = await start();
    },
    async kill() {
      // The group: a sampler's script and its Collector.
      process.kill(-Number(running.pid), 'SIGKILL');
      await running.exited;
    },
    close: () => running.close(),
  };
}
