import { type Answer, html, type Site, type SiteRequest } from './site.js';

export interface TracedDocument {
  /** Options on the script's tag. */
  endpoint: string;
  /** Response headers. */
  headers?: Record<string, string>;
  /** A conditional request with this value gets a 304. */
  etag?: string;
  /** Which responses have a trace in their header; the text always has one. */
  serverTiming?: 'always' | 'unless-unchanged' | 'never';
  /** Number of characters of text. */
  length?: number;
  /** Returns the document, with the script in its head. */
  body?: string;
  /** Attributes of the script's tag. */
  tag?: string;
}

const SPAN_ID = 'b7ad6b7169203331';
const traceId = (prefix: string, visit: number) => visit.toString(16).padStart(32, prefix);
/** Returns the trace in the header of the response to the nth request, counted from 1. */
export const headerTraceId = (visit: number): string => traceId('a', visit);
/** Returns the trace in the meta tag of that response. */
export const metaTraceId = (visit: number): string => traceId('c', visit);

const traceparent = (id: string) => `00-${id}-${SPAN_ID}-01`;

/** Serves a document with new traces in each response: one in a header, another in its text. */
export function serveTracedDocument(site: Site, path: string, page: TracedDocument): string {
  let visits = 0;
  site.serve(path, (request) => answer(page, request, ++visits));
  return `${site.url}${path}`;
}

function answer(page: TracedDocument, request: SiteRequest, visit: number): Answer {
  const { serverTiming = 'always', etag, endpoint, tag = '', body = '', length = 0 } = page;
  const isUnchanged = etag !== undefined && request.headers['if-none-match'] === etag;
  const isTraced = serverTiming === 'always' || (serverTiming === 'unless-unchanged' && !isUnchanged);
  const headers = {
    ...(etag && { etag, 'cache-control': 'no-cache' }),
    ...(isTraced && { 'server-timing': `db;dur=3, traceparent;desc="${traceparent(headerTraceId(visit))}"` }),
    ...page.headers,
  };
  if (isUnchanged) return { status: 304, headers };
  return html(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="traceparent" content="${traceparent(metaTraceId(visit))}">
<script ${tag} src="/otel-rum.iife.js" data-service-name="shop" data-endpoint="${endpoint}"></script></head>
<body>${body}<p>${'x'.repeat(length)}</p></body></html>`,
    headers,
  );
}
