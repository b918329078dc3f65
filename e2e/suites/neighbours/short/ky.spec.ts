import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'ky',
  packages: ['ky'],
  did: 'a retry after a 503, hooks that change the request, a handled timeout',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Orders</title></head><body><button id="retry">Retry</button>
      <button id="hooks">Hooks</button><button id="late">Late</button><p id="answer"></p><script src="/app.js"></script></body></html>`,
  },
  scripts: {
    '/app.js': `import ky from 'ky';
      const answer = (text) => { document.getElementById('answer').textContent = text; };
      const api = ky.create({ prefixUrl: '/api', headers: { 'X-Shop': 'films' }, retry: { limit: 2, delay: () => 50 },
        hooks: { beforeRequest: [(request) => { request.headers.set('X-CSRF', 't'); }] } });
      let attempt = 0;
      document.getElementById('retry').onclick = async () => answer((await api.get('flaky', { searchParams: { visit: Date.now() > 0 } }).json()).text);
      document.getElementById('hooks').onclick = async () => answer((await api.post('orders', { json: { film: 40712 } }).json()).text);
      document.getElementById('late').onclick = () => api.get('late', { timeout: 100, retry: 0 }).json().catch((error) => answer(error.name));`,
  },
  api: createApi(),
  async visit(visitor) {
    await visitor.click('retry', '#retry');
    await visitor.sees('#answer', 'at last');
    await visitor.click('hooks', '#hooks');
    await visitor.sees('#answer', 'ordered');
    await visitor.click('late', '#late');
    await visitor.sees('#answer', 'TimeoutError');
  },
  truth: {
    requests: {
      retry: ['GET /api/flaky', 'GET /api/flaky'],
      hooks: ['POST /api/orders'],
      late: ['GET /api/late'],
    },
    views: ['/'],
  },
});

/** Every second request to `/api/flaky` succeeds: the first of each visit fails. */
function createApi() {
  let flaky = 0;
  return ({ path }: { path: string }) => {
    if (path === '/api/flaky') return flaky++ % 2 === 0 ? { status: 503, body: 'busy' } : { text: 'at last' };
    if (path === '/api/late') return { until: new Promise(() => {}) };
    return path === '/api/orders' ? { text: 'ordered' } : undefined;
  };
}
