import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { html, type Site } from '../../harness/site.js';

let bundled: Promise<string> | undefined;

/** Bundles the pages' own script, with the OpenTelemetry API, like an app. */
async function bundlePageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./page/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // Not our tsconfig, whose `paths` are for types.
    tsconfigRaw: {},
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** Options that keep records queued until page end: no batch is full or due before. */
const OPTIONS =
  'data-flush-interval-millis="600000" data-max-batch-records="2048" data-max-batch-bytes="2097152"';

/** `service.version` of the page that ends. */
export const ENDING = 'ending';

/** Serves the page that ends, and the pages before and after it. */
export async function servePages(site: Site, endpoint: string): Promise<void> {
  bundled ??= bundlePageScript();
  site.serve('/page.js', { headers: { 'content-type': 'text/javascript' }, body: await bundled });
  const elsewhere = site.url.replace('127.0.0.1', 'localhost');
  const shop = (version: string) =>
    html(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<script src="/otel-rum.iife.js" data-service-name="shop" data-service-version="${version}" data-endpoint="${endpoint}" ${OPTIONS}></script></head>
<body><div id="late"></div><h1>Shop</h1><button id="act">Buy</button>
<p><a id="link" href="/elsewhere">A page</a> <a id="link-and-back" href="/elsewhere-and-back">A page and back</a>
<a id="cross-origin-link" href="${elsewhere}/elsewhere">A site</a>
<a id="new-tab" href="/elsewhere" target="_blank" rel="noopener">A tab</a></p>
<script src="/page.js"></script></body></html>`,
      // Not `no-store`, which would keep the page out of the back/forward cache.
      { 'cache-control': 'no-cache' },
    );
  let visits = 0;
  site.serve('/shop', () => shop(visits++ ? 'later' : ENDING));
  site.serve('/next', () => shop('later'));
  const plain = (text: string) => html(`<!doctype html><html lang="en"><meta charset="utf-8">${text}`);
  site.serve('/elsewhere', () => plain('<title>Elsewhere</title>'));
  site.serve('/elsewhere-and-back', () =>
    plain('<title>Elsewhere</title><script>onload = () => setTimeout(() => history.back());</script>'),
  );
  site.serve('/start', () =>
    plain(
      `<title>Start</title><button id="go" onclick="location.href = location.hash.slice(1)">Go</button>
<button id="open" onclick="window.open(location.hash.slice(1))">Open</button>`,
    ),
  );
  site.hold('/api/order');
}
