import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'a service worker of Workbox',
  packages: ['workbox-routing', 'workbox-strategies', 'workbox-precaching'],
  did: 'requests answered by the network, by the cache, and by an offline fallback',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Offline</title></head><body><button id="first">First</button>
      <button id="again">Again</button><button id="offline">Offline</button><p id="answer"></p><script src="/app.js"></script></body></html>`,
  },
  scripts: {
    '/app.js': `const answer = (text) => { document.getElementById('answer').textContent = text; };
      navigator.serviceWorker.register('/worker.js').then(() => navigator.serviceWorker.ready).then(() => {
        if (navigator.serviceWorker.controller) answer('ready');
        else navigator.serviceWorker.addEventListener('controllerchange', () => answer('ready'));
      });
      const get = async (path, headers) => (await (await fetch(path, { headers })).json()).text;
      document.getElementById('first').onclick = async () => answer('first ' + await get('/api/films', { 'X-One': '1' }));
      document.getElementById('again').onclick = async () => answer('again ' + await get('/api/films', { 'X-One': '1' }));
      document.getElementById('offline').onclick = async () => answer('offline ' + await get('/api/gone'));`,
    '/worker.js': `import { registerRoute, setCatchHandler } from 'workbox-routing';
      import { CacheFirst, NetworkOnly } from 'workbox-strategies';
      self.__WB_DISABLE_DEV_LOGS = true;
      self.skipWaiting();
      self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
      registerRoute(({ url }) => url.pathname === '/api/films', new CacheFirst({ cacheName: 'api' }));
      registerRoute(({ url }) => url.pathname === '/api/gone', new NetworkOnly({ plugins: [{ fetchDidSucceed: async () => { throw new Error('offline'); } }] }));
      setCatchHandler(async () => Response.json({ text: 'from the fallback' }));`,
  },
  api: ({ path }) => (path.startsWith('/api/') ? { text: 'Alien' } : undefined),
  async visit(visitor) {
    await visitor.sees('#answer', 'ready');
    await visitor.click('first', '#first');
    await visitor.sees('#answer', 'first Alien');
    await visitor.click('again', '#again');
    await visitor.sees('#answer', 'again Alien');
    await visitor.click('offline', '#offline');
    await visitor.sees('#answer', 'offline from the fallback');
  },
  truth: {
    requests: { first: ['GET /api/films'], again: ['GET /api/films'], offline: ['GET /api/gone'] },
    views: ['/'],
  },
});
