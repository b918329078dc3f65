import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'Solid',
  packages: ['solid-js'],
  did: 'a resource fetched at load, one fetched again for a chosen id, a counter',
  pages: {
    '/': '<!doctype html><html lang="en"><head><title>Films</title></head><body><main></main><script src="/app.js"></script></body></html>',
  },
  scripts: {
    '/app.js': `import { createSignal, createResource, For, Show } from 'solid-js';
      import { render } from 'solid-js/web'; import html from 'solid-js/html';
      const get = (path) => fetch(path).then((response) => response.json());
      const App = () => {
        const [count, setCount] = createSignal(0);
        const [id, setId] = createSignal();
        const [films] = createResource(() => get('/api/films'));
        const [film] = createResource(id, (id) => get('/api/films/' + id));
        return html\`<button id="count" onClick=\${() => setCount(count() + 1)}>Clicked \${count}</button>
          <\${For} each=\${() => films() ?? []}>\${(one) => html\`<button class="film" onClick=\${() => setId(one.id)}>\${one.title}</button>\`}<//>
          <p id="chosen">\${() => film()?.title}</p>\`;
      };
      render(App, document.querySelector('main'));`,
  },
  api: ({ path }) =>
    path === '/api/films'
      ? { headers: { 'content-type': 'application/json' }, body: '[{"id":40712,"title":"Alien"}]' }
      : { title: 'Alien, chosen' },
  async visit(visitor) {
    await visitor.click('count', '#count');
    await visitor.sees('#count', 'Clicked 1');
    await visitor.click('film', '.film');
    await visitor.sees('#chosen', 'Alien, chosen');
  },
  truth: {
    requests: { load: ['GET /api/films'], film: ['GET /api/films/{id}'] },
    views: ['/'],
  },
});
