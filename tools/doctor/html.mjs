// @ts-check
// Parses a page's HTML: scripts and meta tags, in order.

/**
 * @typedef {object} Script
 * @property {Record<string, string>} attributes names in lower case
 * @property {string} code inline code
 */

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const ENTITIES = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'", apos: "'" };

/** @param {string} text */
const decoded = (text) =>
  text.replace(/&(amp|quot|lt|gt|#39|apos);/g, (_, name) => ENTITIES[/** @type {'amp'} */ (name)]);

/** @param {string} text the inside of a tag, behind its name @returns {Record<string, string>} */
export function attributesOf(text) {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [
    name.toLowerCase(),
    decoded(values.find((value) => value !== undefined) ?? ''),
  ]);
  return Object.fromEntries(pairs);
}

/** @param {string} html */
const withoutComments = (html) => html.replace(/<!--[\s\S]*?-->/g, '');

/** @param {string} html @returns {Script[]} */
export function scriptsOf(html) {
  return [
    ...withoutComments(html).matchAll(/<script\b((?:"[^"]*"|'[^']*'|[^>"'])*)>([\s\S]*?)<\/script\s*>/gi),
  ].map(([, attributes = '', code = '']) => ({ attributes: attributesOf(attributes), code }));
}

/** The content of `<meta http-equiv=name>` or `<meta name=name>`. @param {string} html @param {string} name @returns {string[]} */
export function metaOf(html, name) {
  return [...withoutComments(html).matchAll(/<meta\b((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi)]
    .map(([, attributes = '']) => attributesOf(attributes))
    .filter((attributes) => (attributes['http-equiv'] ?? attributes.name ?? '').toLowerCase() === name)
    .map(({ content = '' }) => content);
}
