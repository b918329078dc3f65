import { serveSnippetPage } from '../../harness/pages.js';
import type { Site } from '../../harness/site.js';

/** In the syntax of 2017, which the oldest release supports. */
const APP = `
const on = (id, act) => document.getElementById(id).addEventListener('click', act);
on('fetch', () => fetch('/api/fetch').then((answer) => answer.json()));
on('xhr', () => {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', '/api/xhr');
  xhr.send();
});
on('fail', () => {
  fetch('/api/failing');
  document.getElementById('broken').src = '/broken.png';
});
on('violate', () => {
  document.getElementById('broken').src = 'http://localhost:1/blocked.png';
});
on('route', () => {
  history.pushState(null, '', '/cart');
  document.querySelector('h1').textContent = 'The cart, with a title that is long enough';
});
on('throw', () => {
  Promise.reject(new RangeError('not handled'));
  throw new TypeError('not caught');
});
on('block', () => {
  const end = performance.now() + 200;
  while (performance.now() < end);
});
on('leave', () => {
  otelRum.addEvent('shop.left');
  fetch('/api/held').catch(() => {});
  location.href = '/elsewhere';
});
// Only a layout shift without input counts.
requestAnimationFrame(() => requestAnimationFrame(() => {
  document.getElementById('late').style.height = '100px';
}));
addEventListener('load', () => setTimeout(() => fetch('/ready'), 100));
`;
const BUTTONS = ['fetch', 'xhr', 'fail', 'violate', 'route', 'throw', 'block', 'leave'];

/** Matches the page's own console messages, in the wording of all Chromium releases. */
export const OWN_LINES = [
  'uncaught: RangeError: not handled',
  'uncaught: TypeError: not caught',
  /^error: Failed to load resource: the server responded with a status of (404|500)/,
  /Content Security Policy/,
];

/** Serves a shop with a button for each signal. Its last button leaves the page. @returns its URL */
export function serveShop(site: Site, endpoint: string): string {
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
    headers: { 'content-security-policy': "img-src 'self' data:" },
    head: '<link rel="icon" href="data:,">',
    body: `<div id="late"></div><h1>Shop</h1><img id="broken" src="data:," alt="">${BUTTONS.map((id) => `<button id="${id}">${id}</button>`).join(' ')}<script src="/app.js"></script>`,
  });
}
