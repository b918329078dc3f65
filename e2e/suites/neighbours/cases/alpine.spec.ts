import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'Alpine',
  packages: ['alpinejs'],
  did: 'a menu that opens, a list fetched at its start, an expression that throws',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Menu</title><script src="/app.js" defer></script></head>
      <body><div x-data="{ open: false }"><button id="menu" @click="open = !open">Menu</button>
      <nav x-show="open" x-transition.duration.100ms>Films</nav></div>
      <ul x-data="{ films: [] }" x-init="films = await (await fetch('/api/films')).json()">
      <template x-for="film in films" :key="film.id"><li><button class="film" @click="chosen = await (await fetch('/api/films/' + film.id)).json(); $el.textContent = chosen.title" x-text="film.title"></button></li></template></ul>
      <div x-data><button id="broken" @click="missing.call()">Broken</button></div></body></html>`,
  },
  scripts: { '/app.js': `import Alpine from 'alpinejs'; window.chosen = undefined; Alpine.start();` },
  api: ({ path }) =>
    path === '/api/films'
      ? { headers: { 'content-type': 'application/json' }, body: '[{"id":40712,"title":"Alien"}]' }
      : { title: 'Alien, chosen' },
  async visit(visitor) {
    await visitor.sees('.film', 'Alien');
    await visitor.click('menu', '#menu');
    await visitor.page.locator('nav').waitFor();
    await visitor.page.waitForFunction(`!document.querySelector('nav').style.transitionProperty`);
    await visitor.click('film', '.film');
    await visitor.sees('.film', 'chosen');
    const failure = visitor.page.waitForEvent('pageerror');
    await visitor.click('broken', '#broken');
    await failure;
  },
  truth: {
    requests: { load: ['GET /api/films'], film: ['GET /api/films/{id}'] },
    views: ['/'],
    errors: ['ReferenceError: missing is not defined'],
    marks: ['broken error'],
  },
});
