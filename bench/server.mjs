// @ts-check
// The page, its API and the receiver of all agents: one origin on loopback, on a free port.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { gunzipSync, inflateSync } from 'node:zlib';

const ROWS = 150;

/** @param {import('./agents.mjs').Agent} agent */
const pageOf = ({ script, attributes }) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
${script ? `<script src="/agent.js" ${attributes}></script>` : ''}
<style>body { font: 16px sans-serif } li { padding: 4px } img { width: 40px; height: 40px }</style></head>
<body><h1>Films</h1><button id="buy" data-rum-name="buy">Buy</button><p id="out"></p>
<ul>${Array.from({ length: ROWS }, (_, i) => `<li><a href="/films/${i}">Film ${i}</a> <span>A line of text</span></li>`).join('')}</ul>
<img src="/image.svg?1" alt=""><img src="/image.svg?2" alt=""><script>
const out = document.getElementById('out');
document.getElementById('buy').addEventListener('click', () => { out.textContent = String(performance.now()); });
fetch('/api/films').then((r) => r.json()).then((films) => { out.textContent = films.length; });
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const xhr = (url) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open('GET', url);
  request.onloadend = () => done(request.responseText);
  request.send();
});
const operations = {
  nothing: () => wait(10),
  fetch: async (i) => { await (await fetch('/api/films/' + i)).text(); },
  xhr: (i) => xhr('/api/films/' + i),
  route: async (i) => { history.pushState(null, '', '/films/' + i); out.textContent = 'film ' + i; await wait(20); },
  error: async (i) => { setTimeout(() => { throw new Error('broken ' + (i % 5)); }); await wait(10); },
  resource: (i) => new Promise((done) => {
    const image = new Image();
    image.onload = done;
    image.src = '/image.svg?of=' + i;
  }),
};
async function repeat(name, count) {
  for (let i = 0; i < count; i++) await operations[name](i);
}
async function visit() {
  for (let i = 0; i < 3; i++) await operations.fetch(i);
  await operations.xhr(9);
  await operations.route(7);
  await operations.error(0);
}
</script></body></html>`;

/**
 * @typedef {object} Received
 * @property {number} requests without preflights
 * @property {number} wireBytes bodies as received
 * @property {number} bytes bodies, uncompressed
 */

/** @returns {Promise<{ origin: string, use(agent: import('./agents.mjs').Agent): void, take(): Received, close(): void }>} */
export async function startServer() {
  /** @type {import('./agents.mjs').Agent | undefined} */
  let agent;
  /** @type {Received} */
  let received = { requests: 0, wireBytes: 0, bytes: 0 };

  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const body = Buffer.concat(await request.toArray());
    const answer = (/** @type {string} */ type, /** @type {string} */ text) => {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(text);
    };
    if (path.startsWith('/collect/') && request.method === 'POST') {
      received.requests++;
      received.wireBytes += body.length;
      received.bytes += inflated(body).length;
      return answer('application/json', '{}');
    }
    if (path.startsWith('/collect/')) return answer('application/json', '{}');
    if (path === '/agent.js') return answer('text/javascript', agent?.script ?? '');
    if (path.startsWith('/image.svg'))
      return answer(
        'image/svg+xml',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
      );
    if (path.startsWith('/api/'))
      return answer('application/json', JSON.stringify([{ id: 1, title: 'Alien' }]));
    if (path === '/empty') return answer('text/html', '<!doctype html><title>Empty</title>');
    return agent ? answer('text/html', pageOf(agent)) : answer('text/html', '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    use(next) {
      agent = next;
      received = { requests: 0, wireBytes: 0, bytes: 0 };
    },
    take() {
      const taken = received;
      received = { requests: 0, wireBytes: 0, bytes: 0 };
      return taken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A body as it was before compression; some agents name none in a header. @param {Buffer} body */
function inflated(body) {
  try {
    if (body[0] === 0x1f && body[1] === 0x8b) return gunzipSync(body);
    if (body[0] === 0x78) return inflateSync(body);
  } catch {
    // Not compressed, despite the header.
  }
  return body;
}
