import { neighbour } from '../harness/neighbour.js';

neighbour({
  name: 'htmx',
  packages: ['htmx.org'],
  did: 'a list that loads itself, a search while typing, a boosted link, a delete with a class that swaps',
  pages: {
    '/': `<!doctype html><html lang="en"><head><title>Contacts</title>
      <script src="/npm/htmx.org/dist/htmx.js"></script></head>
      <body hx-boost="true"><ul id="contacts" hx-get="/contacts/list" hx-trigger="load"></ul>
      <input id="search" name="q" hx-get="/search" hx-trigger="keyup changed delay:150ms" hx-target="#found">
      <p id="found"></p><a id="about" href="/about">About</a></body></html>`,
    '/about': `<!doctype html><html lang="en"><head><title>About</title>
      <script src="/npm/htmx.org/dist/htmx.js"></script></head><body><h1>About us</h1></body></html>`,
  },
  api({ path, method }) {
    if (path === '/contacts/list')
      return '<li id="row">Ann <button hx-delete="/contacts/40712" hx-target="closest li" hx-swap="outerHTML">Remove</button></li>';
    if (path === '/search') return 'Found: Ann';
    return method === 'DELETE' ? '<li>removed</li>' : undefined;
  },
  async visit(visitor) {
    await visitor.click('remove', '#row button');
    await visitor.sees('#contacts', 'removed');
    await visitor.click('search', '#search');
    await visitor.page.keyboard.press('a');
    await visitor.sees('#found', 'Found: Ann');
    await visitor.click('about', '#about');
    await visitor.sees('h1', 'About us');
    await visitor.page.waitForFunction(
      '!document.querySelector(".htmx-request, .htmx-settling, .htmx-added")',
    );
  },
  truth: {
    requests: {
      load: ['GET /contacts/list'],
      remove: ['DELETE /contacts/{id}'],
      keydown: ['GET /search'],
      about: ['GET /about'],
    },
    views: ['/', '/about'],
  },
});
