import { html, type Site } from './site.js';

interface SnippetPage {
  /** `data-*` attributes of the script's tag. */
  options: Record<string, string>;
  head?: string;
  body?: string;
  /** Response headers of the page. */
  headers?: Record<string, string>;
  /** Attributes of the tag, without its source. */
  tag?: string;
}

/** Serves a page with the script tag of the README. */
export function serveSnippetPage(site: Site, path: string, page: SnippetPage): string {
  const { options, head = '', body = '<h1>Shop</h1>', headers = {}, tag = 'async' } = page;
  const data = Object.entries(options).map(([name, value]) => `data-${name}='${value}'`);
  site.serve(path, () =>
    html(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}
<script ${tag} src="/otel-rum.iife.js" ${data.join(' ')}></script></head>
<body>${body}</body></html>`,
      headers,
    ),
  );
  return `${site.url}${path}`;
}

/** Serves a page with a bundle of its own. */
export function serveModulePage(site: Site, path: string, script: string, body = '<h1>Shop</h1>'): string {
  site.serve(`${path}.js`, { headers: { 'content-type': 'text/javascript' }, body: script });
  site.serve(
    path,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head>
<body>${body}<script type="module" src="${path}.js"></script></body></html>`,
  );
  return `${site.url}${path}`;
}
