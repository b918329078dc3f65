export type Child = Node | string | undefined | false;
type Value = string | number | boolean | undefined | ((event: never) => void);

/**
 * Makes an element. Attributes that are false or undefined are left out; `on…` adds a listener, and `--…` sets a property of CSS.
 * Nothing is parsed as HTML, so Trusted Types have nothing to refuse.
 */
export type Make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Record<string, Value>,
  ...children: Child[]
) => HTMLElementTagNameMap[Tag];

/** Wraps a function: what it throws does not reach the page's error handlers, which would report it as the page's. */
export const quiet =
  <A extends unknown[]>(run: (...args: A) => void) =>
  (...args: A): void => {
    try {
      run(...args);
    } catch {
      // A fault of the panel's, or an element that the page has removed meanwhile.
    }
  };

/** Creates the maker of a document's elements. */
export const createMake =
  (owner: Document): Make =>
  (tag, attributes = {}, ...children) => {
    const element = owner.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined || value === false) continue;
      if (typeof value === 'function')
        element.addEventListener(name.slice(2), quiet(value as (event: Event) => void));
      else if (name.startsWith('--')) element.style.setProperty(name, String(value));
      else element.setAttribute(name, value === true ? '' : String(value));
    }
    element.append(...children.filter((child): child is Node | string => !!child));
    return element;
  };
