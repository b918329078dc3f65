import { buildCollector } from '../../scripts/examples/build-collector.mjs';
import { lockFolder } from '../../scripts/examples/collector-sources.mjs';
import { ensureCommand, findCommand } from '../../scripts/examples/ensure-command.mjs';
import { findGo } from '../../scripts/examples/go.mjs';
import { ensureJars } from './jars.mjs';
import { ensurePython } from './python.mjs';

/**
 * The parts for which this machine has the tools, ready to start.
 *
 * @typedef {object} Parts
 * @property {string} [collector] path of the OpenTelemetry Collector
 * @property {string} [prometheus] path of the server
 * @property {string} [redis] path of the server
 * @property {{ java: string, jars: string }} [elasticsearch] the interpreter, and the folder of the jars
 * @property {string} [python] the interpreter of the environment with the services' packages
 * @property {string[]} leftOut a sentence for each missing part, with what it needs
 */

/**
 * Finds the parts of the full demo that this machine can run, and installs what package managers have: some minutes the first
 * time, then a second.
 *
 * @param {(message: string) => void} onProgress
 * @returns {Promise<Parts>}
 * @throws {Error} if the tools are installed, but a part cannot be built with them
 */
export async function findParts(onProgress) {
  /** @type {Parts} */
  const parts = { leftOut: [] };
  const leaveOut = (name, reason) => parts.leftOut.push(`${name} is left out: ${reason}.`);

  const go = await findGo(lockFolder());
  if ('missing' in go) {
    leaveOut('The OpenTelemetry Collector', `it is built with Go 1.25 or later, and ${go.missing}`);
    leaveOut('Prometheus', 'the Collector is what writes to it');
  } else {
    parts.collector = await buildCollector(go.version);
    parts.prometheus = await ensureCommand('prometheus', 'prometheus');
    if (!parts.prometheus) leaveOut('Prometheus', 'there is no `prometheus`; Debian has it as a package');
  }

  parts.redis = await ensureCommand('redis-server', 'redis-server');
  if (!parts.redis) leaveOut('Redis', 'there is no `redis-server`; Debian has it as a package');

  const [java, maven] = [findCommand('java'), findCommand('mvn')];
  if (!java || !maven) leaveOut('Elasticsearch', 'Maven brings it; install Java 17 and Maven');
  else parts.elasticsearch = { java, jars: await ensureJars(maven, onProgress) };

  const python = findCommand('python3');
  if (!python) leaveOut('Flask', 'there is no `python3`; install Python 3.10 or later');
  else if (!parts.redis && !parts.elasticsearch) leaveOut('Flask', 'its services have neither store');
  else parts.python = await ensurePython(python, onProgress);
  return parts;
}
