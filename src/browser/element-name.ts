import { domMember } from './dom-member.js';
import { placeTemplate } from './location.js';

/** Attribute that an app sets to name an element for telemetry. */
export const NAME_ATTRIBUTE = 'data-rum-name';
/** Attributes that an app's tests find elements by: chosen by developers, and the same for each visitor. */
const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'];

/** Selector of elements that a person presses or follows. */
export const PRESSABLE =
  'button,a,[onclick],[role=button],[role=link],[role^=menuitem],[role=tab],[role=option],[role=checkbox],[role=switch],[role=radio]';
const ACTIONABLE = `[${NAME_ATTRIBUTE}],${PRESSABLE},input,select,textarea,summary,label`;

/** Maximum number of levels in a path. */
const MAX_LEVELS = 4;
/** Maximum number of levels that are searched for an ancestor with a name. */
const MAX_SEARCHED = 16;
/** Maximum number of siblings with a position of their own; later ones share one. */
const MAX_PLACES = 20;

/** How precisely a step identifies its element: 0 not at all, 1 among its kind (`name`, a link's path), 2 in the page. */
type Rank = 0 | 1 | 2;

// A form's fields hide its properties of the same name: `<form><input name="getAttribute">`.
// https://html.spec.whatwg.org/multipage/forms.html#dom-form-nameditem
export const tagOf = domMember<string>('Element', 'localName');
export const attributeOf = domMember<string | null>('Element', 'getAttribute');
const parentOf = domMember<(Node & { host?: Element }) | null>('Node', 'parentNode');
const nodeTypeOf = domMember<number>('Node', 'nodeType');
const previousOf = domMember<Element | null>('Element', 'previousElementSibling');
const nextOf = domMember<Element | null>('Element', 'nextElementSibling');
/** `Node.DOCUMENT_FRAGMENT_NODE`, the type of shadow roots too. */
const SHADOW = 11;
const rootOf = domMember<ShadowRoot>('Node', 'getRootNode');
const matches = domMember<boolean>('Element', 'matches');

/** Whether `node` is an element, also of another window, where `instanceof` is false. An event's path ends with the window. */
const isElement = (node: unknown): node is Element =>
  !!node && (node as Window).window !== node && nodeTypeOf(node) === 1;

/** Whether `path` contains an element that matches the selector. */
export const matchesAny = (path: readonly unknown[], selector: string): boolean =>
  path.some((node) => isElement(node) && matches(node, selector));

/** Returns the parent element; for the root of a shadow tree, the host. */
const around = (element: Element): Element | undefined => {
  const parent = parentOf(element);
  const outer = parent && nodeTypeOf(parent) === SHADOW ? parent.host : parent;
  return isElement(outer) ? outer : undefined;
};

/**
 * Matches ids that a developer chose: one to six words (`searchForm`, `main-nav`). A digit, a character that is no word
 * separator, or five consonants in a row mean that the id was generated at run time (`:r1:`, `_r_a_`, `ember12`,
 * `radix-:r3:`, `field-kqzptx`) or by a build (`Card_root__x1Y2z`). More words, and longer ids, are a title; two words with a dot may be a
 * person (`ada.lovelace`).
 */
const CHOSEN_ID =
  /^(?!.{99})(?!.*[b-df-hj-np-tv-xz]{5})(?!.*[-_].*\.)(?!\p{L}+\.\p{L}+$)\p{L}+([-_.]\p{L}+){0,5}$/u;
/** Matches the leading words of a test attribute or a field's name; what follows a number is data. */
const STABLE_WORDS =
  /^(?!.{99})(?!.*[b-df-hj-np-tv-xz]{5})(?!.*[-_].*\.)\p{L}+(?:[-_.:[]{1,2}\p{L}+\]?){0,5}(?=$|[-_.:[]*\d)/u;

const stableWords = (text: string | null): string | undefined => {
  const words = STABLE_WORDS.exec(text ?? '')?.[0];
  return words && words + (words === text ? '' : '{id}');
};

function step(element: Element, template: (path: string) => string): [text: string, rank: Rank] {
  const tag = tagOf(element);
  const read = (name: string) => attributeOf(element, name);
  const show = (name: string, value: string) => `${tag}[${name}="${value}"]`;
  const ownName = read(NAME_ATTRIBUTE);
  if (ownName) return [show(NAME_ATTRIBUTE, ownName), 2];
  const byWords = (attributes: string[], rank: Rank): [string, Rank] | undefined => {
    for (const name of attributes) {
      const words = stableWords(read(name));
      if (words)
        return [show(name, words), words.endsWith('}') || (rank < 2 && read('type') === 'radio') ? 0 : rank];
    }
    return undefined;
  };
  const id = read('id') ?? '';
  const href = read('href') ?? '';
  return (
    byWords(TEST_ATTRIBUTES, 2) ??
    // Read as an attribute: a form's `id` property may be its field of that name.
    (CHOSEN_ID.test(id) ? [`${tag}#${id}`, 2] : undefined) ??
    byWords(['name', 'for'], 1) ??
    // Except links that lead nowhere: `#`, or an anchor of the same page.
    (tag === 'a' && href && !/^(#(?!!?\/)|javascript:)/i.test(href)
      ? [show('href', placeTemplate(href, template) ?? ''), 1]
      : undefined) ??
    byWords(['role', 'type'], 0) ?? [tag, 0]
  );
}

/** Returns the position among siblings of the same tag name; empty if there is no other. */
function placeOf(element: Element): string {
  const tag = tagOf(element);
  const count = (next: typeof nextOf, max: number) => {
    let found = 0;
    let at = next(element);
    for (let walked = 0; at && found < max && walked < 100; walked++) {
      if (tagOf(at) === tag) found++;
      at = next(at);
    }
    return found;
  };
  const before = count(previousOf, MAX_PLACES);
  if (!before && !count(nextOf, 1)) return '';
  return `:nth-of-type(${before < MAX_PLACES ? before + 1 : `n+${MAX_PLACES + 1}`})`;
}

/**
 * Returns a path that names an element for people and for grouping: up to four steps that identify it, from the nearest
 * ancestor with a name. It is made of tag names, `data-rum-name`, test attributes, ids, `name`, `for`, `role`, `type`,
 * templates of links' paths, and positions among siblings; never of text, values, or labels. docs/reference/user-actions.md has
 * the rules.
 * @param template turns a path into its template
 * @example 'main>form#search>button'
 */
export function describeElement(
  node: Node | null | undefined,
  template: (path: string) => string = (path) => path,
): string {
  let description = '';
  let shown = 0;
  let best: Rank = 0;
  let isGap = false;
  // A text node, whose layout shift is reported, is described by its element.
  let at = node && !isElement(node) ? around(node as Element) : node;
  for (let level = 0; at && level < MAX_SEARCHED; level++) {
    const [text, rank] = step(at as Element, template);
    const place = best || rank ? '' : placeOf(at as Element);
    // Plain containers do not help to identify an element.
    const isShown =
      rank > 1 ||
      (shown < MAX_LEVELS && (!level || !!place || !/^(div|span|html|body|svg|g|path)$/.test(text)));
    if (isShown) {
      description = text + place + (description && (isGap ? ' ' : '>')) + description;
      shown++;
    }
    isGap = !isShown;
    if (rank > best) best = rank;
    if (best > 1) break;
    at = around(at as Element);
  }
  return description;
}

/** Returns an element and its ancestors, nearest first, as `Event.composedPath()` lists them. */
export function pathTo(node: Node | null | undefined): Element[] {
  const path: Element[] = [];
  for (let at = node as Element | null | undefined; at; at = around(at)) if (isElement(at)) path.push(at);
  return path;
}

/**
 * Returns the element that a person acted on: the nearest with a name, or that can be pressed or followed. If it is the only
 * such element of a component that the app has named, returns the component.
 * @param path the event's, through open shadow trees
 */
export function actionTarget(path: readonly unknown[]): Element | undefined {
  const elements = path.filter(isElement);
  let target = elements.find((element) => matches(element, ACTIONABLE)) ?? elements[0];
  for (let at = target; at && !attributeOf(at, NAME_ATTRIBUTE); ) {
    const root = rootOf(at);
    // Only a shadow root has a host: `<img name="host">` is the document's `host`.
    if (nodeTypeOf(root) !== SHADOW || !root.host || root.querySelectorAll(ACTIONABLE).length > 1) break;
    at = root.host;
    if (attributeOf(at, NAME_ATTRIBUTE)) target = at;
  }
  return target;
}

/** Shortens a long frame's invoker (`BUTTON#customer-4711.onclick`): removes generated ids and URLs. */
export const describeInvoker = (invoker: string): string =>
  invoker.replace(/^([A-Z][A-Z\d-]*)(?:#(.*)|\[.*\])(\.on\w+)$/s, (_, tag, id = '', type) =>
    CHOSEN_ID.test(id) ? `${tag}#${id}${type}` : tag + type,
  );
