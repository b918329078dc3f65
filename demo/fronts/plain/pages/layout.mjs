import { brand } from '../parts/brand.mjs';
import { html } from '../parts/html.mjs';

const sections = [
  ['/plain/', 'Films'],
  ['/plain/search', 'Search'],
  ['/plain/favourites', 'Favourites'],
];

/**
 * Calls that the loader keeps until the bundle is there: the options, what this page is called, and who is signed in. The
 * plan is baggage: every service that a request passes through knows it.
 */
const firstCalls = ({ route, visitor, collectorUrl }) =>
  [
    `otelRum.initRum({
  serviceName: 'movies-plain',
  serviceVersion: '1.0.0',
  environment: 'demo',
  endpoint: ${JSON.stringify(collectorUrl)},
  baggage: () => ({ 'visitor.plan': '${visitor.user ? 'member' : 'guest'}' }),
  // Five times as often as usual, so that the live view beside the page is lively.
  flushIntervalMillis: 1_000,
});`,
    `otelRum.setRoute(${JSON.stringify(route)});`,
    visitor.user && `otelRum.setUser({ id: ${JSON.stringify(visitor.user.id)} });`,
  ]
    .filter(Boolean)
    .join('\n');

/**
 * The document around a page, with otel-rum as a snippet: the loader inline in the head, so that nothing that
 * happens early is lost, and the bundle. An option that is a function cannot be an attribute of the tag: initRum() has them.
 */
export const layout = ({ title, path, route, body, nonce, loader, collectorUrl, visitor }) =>
  `<!doctype html>\n${html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Lantern</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/shared/lantern.svg">
<link rel="stylesheet" href="/assets/shared/product.css">
<script nonce="${nonce}">${html.raw(loader)}
${html.raw(firstCalls({ route, visitor, collectorUrl }))}</script>
<script async src="/sdk/otel-rum.iife.js"></script>
<script type="module" src="/assets/plain/client/main.mjs"></script>
</head>
<body>
<a class="skip-link" href="#main">Skip to the content</a>
<header class="site-header">
  <a class="brand" href="/plain/" aria-label="Lantern, home">${brand}</a>
  <nav class="site-nav" aria-label="Main">${sections.map(
    ([href, label]) =>
      html`<a href="${href}"${href === path ? html` aria-current="page"` : ''}>${label}${
        label === 'Favourites'
          ? html` <span class="count" data-favourite-count>${visitor.favourites.size || ''}</span>`
          : ''
      }</a>`,
  )}<a href="/plain/sign-in"${path === '/plain/sign-in' ? html` aria-current="page"` : ''}>${visitor.user ? visitor.user.name : 'Sign in'}</a></nav>
</header>
<main id="main" tabindex="-1">${body(visitor)}</main>
<footer class="site-footer"><p>Films that were never made, for a demonstration of otel-rum. These are plain pages with the snippet.</p></footer>
<make-something-happen></make-something-happen>
</body>
</html>`}\n`;
