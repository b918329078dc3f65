// @ts-check
import { once } from 'node:events';
import { createServer } from 'node:http';

/** A backend that reads everything and keeps nothing; while it is down it answers 503. */
export async function startSink() {
  let isDown = false;
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' }).end('{}');
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
