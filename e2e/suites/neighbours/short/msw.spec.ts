import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from '../harness/bundle.js';
import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'msw',
  packages: ['msw'],
  did: 'requests that a service worker answers from handlers, by fetch and by XMLHttpRequest',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Mocked</title></head><body><button id="fetch">Fetch</button>
      <button id="xhr">XHR</button><p id="answer"></p><script src="/app.js"></script></body></html>`,
  },
  scripts: {
    '/mockServiceWorker.js': readFileSync(
      join(folder, '../../../node_modules/msw/lib/mockServiceWorker.js'),
      'utf8',
    ),
    '/app.js': `import { setupWorker } from 'msw/browser'; import { http, HttpResponse } from 'msw';
      const answer = (text) => { document.getElementById('answer').textContent = text; };
      const worker = setupWorker(
        http.get('/api/films/:id', ({ params, request }) => HttpResponse.json({ title: 'mocked ' + (request.headers.get('x-one') ?? '') })),
        http.post('/api/orders', async ({ request }) => HttpResponse.json({ state: 'order of ' + (await request.json()).film }, { status: 201 })),
      );
      worker.start({ quiet: true, onUnhandledRequest: 'bypass' }).then(() => answer('ready'));
      document.getElementById('fetch').onclick = async () => answer((await (await fetch('/api/films/40712', { headers: { 'X-One': '1' } })).json()).title);
      document.getElementById('xhr').onclick = () => {
        const request = new XMLHttpRequest();
        request.open('POST', '/api/orders'); request.setRequestHeader('Content-Type', 'application/json');
        request.onload = () => answer(request.status + ' ' + JSON.parse(request.responseText).state);
        request.send(JSON.stringify({ film: 7 }));
      };`,
  },
  async visit(visitor) {
    await visitor.sees('#answer', 'ready');
    await visitor.click('fetch', '#fetch');
    await visitor.sees('#answer', 'mocked 1');
    await visitor.click('xhr', '#xhr');
    await visitor.sees('#answer', '201 order of 7');
  },
  truth: {
    requests: { fetch: ['GET /api/films/{id}'], xhr: ['POST /api/orders'] },
    views: ['/'],
  },
});
