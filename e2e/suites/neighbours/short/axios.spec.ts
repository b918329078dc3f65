import { neighbour } from '../harness/neighbour.js';

for (const adapter of ['xhr', 'fetch']) {
  neighbour({
    name: `axios by ${adapter}`,
    packages: ['axios'],
    did: 'interceptors, an upload (its progress by XMLHttpRequest), a handled 404, a cancelled request',
    pages: {
      '/': `<!doctype html><html lang="en"><head><title>Orders</title></head><body><button id="order">Order</button>
        <button id="missing">Missing</button><button id="cancel">Cancel</button><p id="answer"></p>
        <script src="/app.js"></script></body></html>`,
    },
    scripts: {
      '/app.js': `import axios from 'axios';
        const api = axios.create({ baseURL: '/api', adapter: '${adapter}', headers: { 'X-Shop': 'films' } });
        api.interceptors.request.use((config) => { config.headers.set('X-CSRF', 't'); return config; });
        const answer = (text) => { document.getElementById('answer').textContent = text; };
        document.getElementById('order').onclick = async () => {
          let progress = 0;
          const { data } = await api.post('/orders', { film: 40712 }, ${adapter === 'xhr' ? '{ onUploadProgress: () => progress++ }' : '{}'});
          const { data: order } = await api.get('/orders/' + data.id, { params: { full: 1 } });
          answer(order.state + (progress > 0 ? ' with' : ' without') + ' progress');
        };
        document.getElementById('missing').onclick = () => api.get('/missing').catch((error) => answer('failed ' + error.response.status));
        document.getElementById('cancel').onclick = () => {
          const controller = new AbortController();
          api.get('/slow', { signal: controller.signal }).catch((error) => answer(error.code));
          setTimeout(() => controller.abort(), 50);
        };`,
    },
    api({ path, method }) {
      if (path === '/api/orders' && method === 'POST') return { id: 40713 };
      if (path.startsWith('/api/orders/')) return { state: 'paid' };
      return path === '/api/slow' ? { until: new Promise(() => {}) } : undefined;
    },
    async visit(visitor) {
      await visitor.click('order', '#order');
      await visitor.sees('#answer', 'paid');
      await visitor.click('missing', '#missing');
      await visitor.sees('#answer', 'failed 404');
      await visitor.click('cancel', '#cancel');
      await visitor.sees('#answer', 'ERR_CANCELED');
    },
    truth: {
      requests: {
        order: ['POST /api/orders', 'GET /api/orders/{id}'],
        missing: ['GET /api/missing'],
        cancel: ['GET /api/slow'],
      },
      views: ['/'],
    },
  });
}
