import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'single-spa',
  packages: ['single-spa'],
  did: 'two applications that are mounted by route, each of which fetches as it mounts; Back',
  pages: {
    '/*': `<!doctype html><html lang="en"><head><title>Portal</title></head><body>
      <nav><a id="films" href="/films">Films</a><a id="cart" href="/cart">Cart</a></nav><main></main><script src="/app.js"></script></body></html>`,
  },
  scripts: {
    '/app.js': `import { registerApplication, start, navigateToUrl } from 'single-spa';
      const application = (name) => async () => ({
        bootstrap: async () => {},
        mount: async () => {
          const { text } = await (await fetch('/api/' + name)).json();
          document.querySelector('main').innerHTML = '<h1>' + text + '</h1>';
        },
        unmount: async () => { document.querySelector('main').innerHTML = ''; },
      });
      for (const name of ['films', 'cart']) registerApplication({ name, app: application(name), activeWhen: '/' + name });
      for (const link of document.querySelectorAll('nav a')) link.onclick = (event) => navigateToUrl(event);
      start();`,
  },
  api: ({ path }) => (path.startsWith('/api/') ? { text: `The ${path.slice(5)}` } : undefined),
  async visit(visitor) {
    await visitor.click('films', '#films');
    await visitor.sees('h1', 'The films');
    await visitor.click('cart', '#cart');
    await visitor.sees('h1', 'The cart');
    await visitor.page.goBack();
    await visitor.sees('h1', 'The films');
  },
  truth: {
    requests: { films: ['GET /api/films'], cart: ['GET /api/cart'], navigation: ['GET /api/films'] },
    views: ['/', '/films', '/cart', '/films'],
  },
});

neighbour({
  name: 'a micro front end whose script runs in a frame',
  packages: ['single-spa'],
  did: "buttons that another realm made and put into this document's shadow tree, one of which fetches",
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Portal</title></head><body><div id="host"></div><p id="answer"></p>
      <iframe id="sandbox" src="about:blank" style="display:none"></iframe>
      <script>
        // As sandboxes of micro front ends do: code of the frame's realm, elements in the portal's document.
        const root = document.getElementById('host').attachShadow({ mode: 'open' });
        const frame = document.getElementById('sandbox').contentWindow;
        frame.portal = { root, document, fetch: window.fetch.bind(window) };
        frame.eval(\`
          const make = (id, onclick) => {
            const button = document.createElement('button');
            button.id = id; button.textContent = id; button.onclick = onclick;
            portal.root.append(button);
          };
          make('load', async () => { portal.document.getElementById('answer').textContent = (await (await portal.fetch('/api/a')).json()).text; });
          make('change', () => { portal.document.getElementById('answer').textContent = 'changed'; });
        \`);
      </script></body></html>`,
  },
  api: ({ path }) => (path === '/api/a' ? { text: 'loaded' } : undefined),
  async visit(visitor) {
    await visitor.click('load', '#load');
    await visitor.sees('#answer', 'loaded');
    await visitor.click('change', '#change');
    await visitor.sees('#answer', 'changed');
  },
  truth: { requests: { load: ['GET /api/a'] }, views: ['/'] },
});
