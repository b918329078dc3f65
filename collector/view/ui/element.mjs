const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'text']);

/**
 * Creates an element. Text is only set by `text` or as string children, so it is never parsed as HTML.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties] `text`; `vars`, custom properties for CSS; `on…`, listeners; the rest are
 *   attributes, left out when undefined or false
 * @param {...(Node | string | undefined)} children
 * @returns {any} the element
 */
export function element(tag, properties = {}, ...children) {
  const created = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name === 'text') created.textContent = value;
    else if (name === 'vars') setVars(created, value);
    else if (name.startsWith('on')) created.addEventListener(name.slice(2).toLowerCase(), value);
    else created.setAttribute(name, value === true ? '' : value);
  }
  created.append(...children.filter((child) => child !== undefined));
  return created;
}

/** Sets styles by the style object, since the page's policy refuses inline styles. */
function setVars(target, vars) {
  for (const [name, value] of Object.entries(vars)) target.style.setProperty(name, value);
}
