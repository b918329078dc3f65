import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HttpError } from './http-error.mjs';

const VIEW_DIR = fileURLToPath(new URL('./view/', import.meta.url));

const CONTENT_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Allows only the view's own files; only pages of this machine, such as the demo, may frame it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:* http://*.localhost:*",
].join('; ');

/**
 * Serves a file of the live view.
 *
 * @param {string} pathname `/` is the page itself
 * @param {import('node:http').ServerResponse} response
 */
export async function sendViewFile(pathname, response) {
  const name = pathname === '/' ? '/index.html' : pathname;
  const contentType = CONTENT_TYPES[extname(name)];
  // Only plain names: no dot-dot, no percent sign, no hidden files, no tests.
  const isPlain = /^(\/[a-z0-9][a-z0-9-]*)+\.[a-z]+$/.test(name);
  const content =
    contentType && isPlain ? await readFile(join(VIEW_DIR, name)).catch(() => undefined) : undefined;
  if (!content) throw new HttpError(404, `unknown path ${pathname}`);
  response.writeHead(200, {
    'Content-Type': contentType,
    'Content-Length': content.length,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  });
  response.end(content);
}
