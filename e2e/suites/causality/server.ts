import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';

/** `OTEL_RUM_SCRIPT`: another build, for comparison. */
const dist =
  process.env.OTEL_RUM_SCRIPT ?? fileURLToPath(new URL('../../../dist/otel-rum.iife.js', import.meta.url));
const TICK_MILLIS = 350;

const ticks = (send: () => void) => {
  const timer = setInterval(send, TICK_MILLIS);
  return () => clearInterval(timer);
};

/** Serves a page for each situation, its API, and live connections. */
export async function startMatrix(scripts: Record<string, string>, endpoint: string) {
  const answer = async (url: URL, response: ServerResponse) => {
    const millis = Number(url.searchParams.get('ms') ?? 0);
    const status = Number(url.searchParams.get('status') ?? 200);
    response.setHeader('cache-control', 'no-store');
    if (url.pathname === '/ticks') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': open\n\n');
      response.on(
        'close',
        ticks(() => response.write('data: 0\n\n')),
      );
      return;
    }
    await sleep(millis);
    if (url.pathname.endsWith('.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(
        url.pathname === '/otel-rum.js' ? readFileSync(dist) : (scripts[url.pathname] ?? 'export default 0'),
      );
    } else if (url.pathname.endsWith('.svg')) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      response.end('<svg xmlns="http://www.w3.org/2000/svg"/>');
    } else if (url.pathname.startsWith('/api/')) {
      response.writeHead(status, { 'content-type': 'application/json' });
      // 207: the body arrives in pieces.
      if (status === 207) {
        response.write('[');
        await sleep(300);
        response.end(']');
      } else response.end('{}');
    } else {
      const kind = url.searchParams.get('script') ?? '/plain.js';
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(`<!doctype html><title>Shop</title><link rel="icon" href="data:,">
${scripts[`${kind}:head`] ?? ''}<script src="/otel-rum.js" data-service-name="shop" data-endpoint="${endpoint}"></script>
<button id="act">Act</button><button id="a">A</button><button id="b">B</button><div id="app"></div>
<script type="module" src="${kind}"></script>`);
    }
  };
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://site'), response);
    request.resume();
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, { url }) => {
    if (url === '/ticks')
      socket.on(
        'close',
        ticks(() => socket.send('0')),
      );
    else socket.on('message', (data) => socket.send(data));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      sockets.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
