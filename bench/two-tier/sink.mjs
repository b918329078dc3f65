// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Starts a backend that reads requests and stores nothing; while it is down it answers 503. */
export async function startSink() {
  let isDown = false;
  const server = createServer((request, response) => {
    // A Collector that has waited for too long aborts its request, and sends it again.
    request.on('error', () => {});
    request.on('end', () => {
      response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' }).end('{}');
    });
    request.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    goDown() {
      isDown = true;
    },
    comeBack() {
      isDown = false;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
