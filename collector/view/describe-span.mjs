const PAGE_SPANS = new Set(['documentLoad', 'documentFetch', 'navigation']);
const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

/**
 * Returns what a span is about, besides its name: the clicked element, the loaded page, the path.
 *
 * @param {any} span
 * @returns {string} empty where its name says it all
 */
export function describeSpan({ name, attributes }) {
  const element = attributes['otel_rum.element.name'] ?? attributes['otel_rum.element.selector'];
  if (element) return String(element);
  const page =
    attributes['otel_rum.document.url.template'] ?? pathOf(attributes['browser.document.url.full']);
  if (PAGE_SPANS.has(name) && page) return String(page);
  const database = attributes['db.system.name'] ?? attributes['db.system'];
  if (database) return String(database);
  const handler = attributes['express.name'];
  if (handler && !name.includes(handler)) return String(handler);
  // A server without routes names its spans only by the method.
  const path = attributes['url.path'] ?? pathOf(attributes['url.full'] ?? attributes['http.url']);
  return /^[A-Z]+$/.test(name) && path ? String(path) : '';
}

/** @param {any} span */
export const kindOf = ({ kind }) => KINDS[kind] ?? 'unspecified';

/** @param {any} span @returns {number | undefined} */
export const httpStatusOf = ({ attributes }) =>
  attributes['http.response.status_code'] ?? attributes['http.status_code'];

/** Returns the path of a URL, without its origin and query. */
export function pathOf(url) {
  return url && URL.canParse(url) ? new URL(url).pathname : url;
}
