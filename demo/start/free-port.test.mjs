import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from './free-port.mjs';

it('gives a port that is free, and 0 for one that is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  expect(await freePort(port)).toBe(0);
  server.close();
  await once(server, 'close');
  expect(await freePort(port)).toBe(port);
});
