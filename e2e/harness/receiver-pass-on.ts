import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a GET with the site's response; 404 if it has none. */
export async function passOn(
  site: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  const answer = site ? await fetch(`${site}${request.url}`) : new Response('not here', { status: 404 });
  const body = Buffer.from(await answer.arrayBuffer());
  for (const name of ['content-type', 'content-security-policy']) {
    const value = answer.headers.get(name);
    if (value) response.setHeader(name, value);
  }
  response.writeHead(answer.status).end(body);
}
