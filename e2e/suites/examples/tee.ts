import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A forwarded request, and its response. */
export interface Exchange {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Uint8Array<ArrayBuffer>;
  status: number;
  answer: string;
}

/** Forwards every request unchanged, including CORS preflights, and keeps a copy. */
export interface Tee {
  url: string;
  exchanges: Exchange[];
  close(): Promise<void>;
}

/** @param target destination of the requests */
export async function startTee(target: string): Promise<Tee> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    try {
      const body = new Uint8Array(Buffer.concat(await incoming.toArray()));
      const onward = request(new URL(path, target), { method, headers });
      onward.end(body);
      const [answered] = (await once(onward, 'response')) as [IncomingMessage];
      const answer = Buffer.concat(await answered.toArray());
      const status = answered.statusCode ?? 0;
      exchanges.push({ method, path, headers, body, status, answer: answer.toString() });
      const { 'transfer-encoding': _, connection: __, ...answerHeaders } = answered.headers;
      response.writeHead(status, answerHeaders).end(answer);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
