import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Answer } from '../../../harness/site.js';
import type { HostRequest } from './request.js';

/** Forwards a request to an application's own server, and adds otel-rum's tag to pages. */
export async function ask(
  upstream: string,
  { method, url, headers, body }: HostRequest,
  withRum: (text: string) => Answer,
): Promise<Answer> {
  const { host: _, connection: __, 'content-length': ___, ...others } = headers;
  const response = await fetch(upstream + url, {
    method,
    headers: Object.entries(others).map(([name, value]) => [name, String(value)] as [string, string]),
    body: body || null,
    redirect: 'manual',
  });
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) return withRum(await response.text());
  return {
    status: response.status,
    headers: { 'content-type': type },
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** Connects a WebSocket of the page with the application's own server. */
export function tunnel(upstream: string, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { hostname, port } = new URL(upstream);
  const server = connect(Number(port), hostname, () => {
    const headers = request.rawHeaders
      .map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`))
      .join('');
    server.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers}\r\n`);
    server.write(head);
    socket.pipe(server).pipe(socket);
  });
  for (const end of [server, socket]) {
    end.on('error', () => {
      server.destroy();
      socket.destroy();
    });
  }
}
