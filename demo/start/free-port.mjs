import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Returns the port if it is free, otherwise 0, which means any free one.
 * @param {number} port
 */
export const freePort = async (port) => {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return port;
  } catch {
    return 0;
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
};
