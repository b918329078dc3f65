import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Finds ports that are free now, for servers that cannot choose one themselves.
 * @param {number} count
 * @returns {Promise<string[]>}
 */
export const freePorts = async (count) => {
  const probes = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const ports = probes.map((probe) => String(probe.address().port));
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  return ports;
};
