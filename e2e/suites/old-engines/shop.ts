import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';

/** In the syntax of 2017: it is what the oldest release must run. */
const APP = `
const on = (id, act) => document.getElementById(id).addEventListener('click', act);
on('fetch', () => fetch('/api/fetch').then((answer) => answer.json()));
on('xhr', () => {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', '/api/xhr');
  xhr.send();
});
on('route', () => {
  history.pushState(null, '', '/cart');
  document.querySelector('h1').textContent = 'Cart';
});
on('throw', () => {
  Promise.reject(new RangeError('nobody handles this'));
  throw new TypeError('nobody catches this');
});
on('block', () => {
  const end = performance.now() + 200;
  while (performance.now() < end);
  const banner = document.createElement('div');
  banner.style.height = '200px';
  document.body.prepend(banner);
});
on('leave', () => {
  otelRum.addEvent('shop.left');
  fetch('/api/held').catch(() => {});
  location.href = '/elsewhere';
});
addEventListener('load', () => fetch('/ready'));
`;

/** Serves a shop that has a button for everything. Its last button leaves it. @returns its URL */
export function serveShop(site: Site, endpoint: string): string {
  const buttons = ['fetch', 'xhr', 'route', 'throw', 'block', 'leave'];
  site.serve('/app.js', { headers: { 'content-type': 'text/javascript' }, body: APP });
  for (const path of ['/api/fetch', '/api/xhr'])
    site.serve(path, { headers: { 'content-type': 'application/json' }, body: '{}' });
  for (const path of ['/ready', '/left']) site.serve(path, { body: 'seen' });
  site.hold('/api/held');
  site.serve(
    '/elsewhere',
    '<!doctype html><link rel="icon" href="data:,"><title>Elsewhere</title><script>onload = () => fetch("/left")</script>',
  );
  return serveSnippetPage(site, '/shop', {
    options: { 'service-name': 'shop', endpoint, 'flush-interval-millis': '500' },
    head: '<link rel="icon" href="data:,">',
    body: `<h1>Shop</h1>${buttons.map((id) => `<button id="${id}">${id}</button>`).join('')}<script src="/app.js"></script>`,
  });
}
