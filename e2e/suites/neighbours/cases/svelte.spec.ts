import { neighbour } from '../harness/neighbour.js';

const app = `<script>
  let films = $state([]); let chosen = $state(); let count = $state(0);
  $effect(() => { fetch('/api/films').then((response) => response.json()).then((list) => { films = list; }); });
  async function choose(film) {
    chosen = undefined;
    const response = await fetch('/api/films/' + film.id);
    chosen = await response.json();
  }
</script>
<button id="count" onclick={() => count++}>Clicked {count}</button>
{#each films as film (film.id)}<button class="film" onclick={() => choose(film)}>{film.title}</button>{/each}
{#if chosen}<p id="chosen">{chosen.title}</p>{/if}`;

neighbour({
  name: 'Svelte',
  packages: ['svelte'],
  did: 'a list fetched by an effect, a counter, a film chosen after an await',
  pages: {
    '/': '<!doctype html><html lang="en"><head><title>Films</title></head><body><main></main><script src="/app.js"></script></body></html>',
  },
  scripts: {
    '/app.js': `import { mount } from 'svelte'; import App from 'svelte-source:${encodeURIComponent(app).replaceAll("'", '%27')}';
      mount(App, { target: document.querySelector('main') });`,
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
