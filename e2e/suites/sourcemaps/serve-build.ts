import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { html, type Site } from '../../harness/site.js';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

/** Serves a bundler's output at `/app/`, with otel-rum loaded before it. */
export function serveBuild(site: Site, outDir: string, endpoint: string, version = '1'): void {
  const tag = `<script src="/otel-rum.iife.js" data-service-name="shop" data-service-version="${version}" data-endpoint="${endpoint}" data-flush-interval-millis="200"></script>`;
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const { parentPath, name } of files) {
    const file = `${parentPath}/${name}`;
    const body = readFileSync(file);
    const headers = { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' };
    site.serve(`/app/${file.slice(outDir.length + 1)}`, { headers, body });
  }
  const own = files.find(({ name }) => name === 'index.html');
  site.serve(
    '/app/',
    own
      ? html(readFileSync(`${own.parentPath}/index.html`, 'utf8').replace('<head>', `<head>${tag}`))
      : html(
          `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${tag}</head><body><script type="module" src="main.js"></script></body></html>`,
        ),
  );
}
