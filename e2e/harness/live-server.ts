import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';

/** A server for live connections: WebSockets that follow commands, and streams of server-sent events. */
export interface LiveServer {
  /** Host and port, without the scheme. */
  host: string;
  /** Returns the number of open connections of a path. */
  open(path: string): number;
  /** Waits until this number is open. */
  waitForOpen(path: string, count: number): Promise<void>;
  /** Sizes of received beacons in bytes, by path. */
  beacons: Map<string, number>;
  waitForBeacon(path: string): Promise<number>;
  close(): Promise<void>;
}

/** Commands of the socket; it echoes all other messages. */
const ORDERS: Record<string, (socket: import('ws').WebSocket) => void> = {
  'close 4001': (socket) => socket.close(4001, 'secret reason'),
  'close 1011': (socket) => socket.close(1011),
  drop: (socket) => socket.terminate(),
};

/** Content of the streams, by path. The first response of `/flaky` ends after a message, so that the page reconnects. */
const STREAMS: Record<string, (response: ServerResponse, visit: number) => void> = {
  '/news': (response) =>
    response.write(
      ': hello\nid: 1\ndata: plain\n\nevent: price\ndata: 12 €\n\nevent: price\ndata: 13\ndata: more\n\nevent: open\ndata: named\n\nevent: unheard\ndata: x\n\nevent: last\ndata: z\n\n',
    ),
  '/flaky': (response, visit) => {
    response.write(`retry: 10\ndata: ${visit}\n\n`);
    if (visit === 1) response.end();
  },
  '/quiet': (response) => response.write(': nothing yet\n\n'),
};

export async function startLiveServer(): Promise<LiveServer> {
  const changes = new EventEmitter();
  changes.setMaxListeners(100);
  const openByPath = new Map<string, number>();
  const visits = new Map<string, number>();
  const beacons = new Map<string, number>();
  const count = (path: string, change: number) => {
    openByPath.set(path, (openByPath.get(path) ?? 0) + change);
    changes.emit('change');
  };
  const pathOf = (request: IncomingMessage) => request.url?.split('?')[0] ?? '/';

  const server = createServer(async (request, response) => {
    const path = pathOf(request);
    const stream = STREAMS[path];
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cache-control', 'no-store');
    if (request.method === 'POST') {
      beacons.set(path, Buffer.concat(await request.toArray()).length);
      response.writeHead(204).end();
      changes.emit('change');
      return;
    }
    if (!stream) {
      response.writeHead(403).end();
      return;
    }
    const visit = (visits.get(path) ?? 0) + 1;
    visits.set(path, visit);
    count(path, 1);
    response.on('close', () => count(path, -1));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    stream(response, visit);
  });
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => [...offered][0] ?? false,
  });
  server.on('upgrade', (request, connection, head) => {
    const path = pathOf(request);
    if (path === '/refused') {
      connection.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    // A beacon's response is never read.
    if (path === '/silent') return;
    sockets.handleUpgrade(request, connection, head, (socket) => {
      count(path, 1);
      socket.on('close', () => count(path, -1));
      socket.on('message', (data, isBinary) => {
        const order = isBinary ? undefined : ORDERS[String(data)];
        if (order) order(socket);
        else socket.send(data, { binary: isBinary });
      });
    });
  });
  // Connections that became WebSockets no longer belong to the server.
  const connections = new Set<Socket>();
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    // The peer has disconnected.
    connection.on('error', () => connection.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const until = async <T>(read: () => T | undefined | false): Promise<T> => {
    for (;;) {
      const found = read();
      if (found !== undefined && found !== false) return found;
      await once(changes, 'change');
    }
  };
  const open = (path: string) => openByPath.get(path) ?? 0;
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    open,
    waitForOpen: async (path, wanted) => void (await until(() => open(path) === wanted)),
    beacons,
    waitForBeacon: (path) => until(() => beacons.get(path)),
    async close() {
      server.close();
      for (const connection of connections) connection.destroy();
      await once(server, 'close');
    },
  };
}
